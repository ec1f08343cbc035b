#include "plugins/compare/blame.h"

#include <string_view>
#include <utility>

#include "plugins/compare/words.h"
#include "plugins/read/sentence.h"

namespace claimwatch {
namespace {

std::vector<std::string> Sentences(const Article& article) {
  const std::string text = article.Text();
  std::vector<std::string> sentences;
  for (const SentencePlace& place : SplitSentences(text)) {
    sentences.push_back(text.substr(place.span.start, place.span.size()));
  }
  return sentences;
}

// The history after one more version: living sentences that stand in `now` unchanged live on, the
// others are gone.
std::vector<BlamedSentence> Next(std::vector<BlamedSentence> history,
                                 const std::vector<std::string>& now, std::uint32_t number) {
  std::vector<std::string_view> living;
  std::vector<std::size_t> place;  // of each living sentence in the history
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (!history[i].gone) {
      living.push_back(history[i].text);
      place.push_back(i);
    }
  }
  const std::vector<std::string_view> after(now.begin(), now.end());
  std::vector<BlamedSentence> next;
  std::size_t copied = 0;  // of the history: what was gone before keeps its neighbours
  const auto copy_gone_until = [&](std::size_t end) {
    for (; copied < end; ++copied) {
      if (history[copied].gone) {
        next.push_back(std::move(history[copied]));
      }
    }
  };
  for (const auto& [left, right] : PairSentences(living, after)) {
    if (left) {
      copy_gone_until(place[*left]);
      BlamedSentence& old = history[place[*left]];
      if (right && old.text == now[*right]) {
        next.push_back(old);
        continue;
      }
      BlamedSentence lost = old;
      lost.gone = number;
      next.push_back(std::move(lost));
    }
    if (right) {
      next.push_back({now[*right], number, std::nullopt});
    }
  }
  copy_gone_until(history.size());
  return next;
}

}  // namespace

std::vector<BlamedSentence> Blame(const std::vector<Article>& versions) {
  std::vector<BlamedSentence> history;
  std::uint32_t number = 0;
  for (const Article& version : versions) {
    ++number;
    history = Next(std::move(history), Sentences(version), number);
  }
  return history;
}

}  // namespace claimwatch
