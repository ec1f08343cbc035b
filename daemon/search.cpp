#include "daemon/search.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "daemon/search_index.h"
#include "plugins/read/terms.h"
#include "storage/order.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostRead = 2'000;    // articles
constexpr std::size_t kMostBehind = 3'000;  // versions that are not indexed
constexpr std::size_t kSnippetBytes = 240;

// BM25 with its usual constants; a text of middle length has some hundred words.
constexpr double kSaturation = 1.2;
constexpr double kLengthShare = 0.75;
constexpr double kUsualWords = 500;
constexpr double kTitleBoost = 1.5;
constexpr double kNearBoost = 2;
constexpr double kNearWords = 12;

struct Place {
  std::size_t phrase = 0;
  TermPlace at;
};

// All that was found in one text, in text order.
using Places = std::vector<Place>;

// Articles by the records of their first versions.
using Ordinals = std::vector<std::uint64_t>;

Ordinals Both(const Ordinals& a, const Ordinals& b) {
  Ordinals both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

class Searcher {
 public:
  Searcher(const Store& store, const SearchQuery& query)
      : store_(store),
        query_(query),
        phrases_(ReadSearch(query.text, query.filter.language)),
        figures_(FiguresFor(phrases_)),
        weights_(phrases_.size(), 1) {}

  Result<SearchAnswer> Run() {
    if (phrases_.empty()) {
      return Error(Errc::kInvalid, fmt::format("search '{}': no word, figure or phrase in it",
                                               EscapeControls(query_.text)));
    }
    for (const std::string& id : CW_TRY(Candidates())) {
      CW_TRY(Look(id));
    }
    std::sort(answer_.hits.begin(), answer_.hits.end(), [](const SearchHit& a, const SearchHit& b) {
      return std::tie(b.score, b.article.last_changed, a.article.id) <
             std::tie(a.score, a.article.last_changed, b.article.id);
    });
    answer_.found = answer_.hits.size();
    const std::size_t limit = query_.filter.limit;
    if (limit != 0 && answer_.hits.size() > limit) {
      answer_.hits.resize(limit);
    }
    return std::move(answer_);
  }

 private:
  static SearchText::Figures FiguresFor(const std::vector<SearchPhrase>& phrases) {
    const bool any = std::any_of(phrases.begin(), phrases.end(), [](const SearchPhrase& phrase) {
      return std::any_of(phrase.terms.begin(), phrase.terms.end(),
                         [](const auto& keys) { return keys.front().starts_with('#'); });
    });
    return any ? SearchText::Figures::kRead : SearchText::Figures::kLeave;
  }

  // What a phrase weighs: the fewer articles have it, the more.
  Result<Ordinals> OrdinalsOf(const SearchPhrase& phrase, double articles, double& weight) const {
    Ordinals all;
    for (std::size_t i = 0; i < phrase.needs.size(); ++i) {
      std::set<std::uint64_t> any;
      for (const std::string& key : phrase.needs[i]) {
        const Ordinals some = CW_TRY(store_.FindTerm(key));
        any.insert(some.begin(), some.end());
      }
      const Ordinals have(any.begin(), any.end());
      all = i == 0 ? have : Both(all, have);
    }
    weight = std::log(1 + articles / (static_cast<double>(all.size()) + 1));
    return all;
  }

  // The ids of the articles that may say it: those not indexed yet, then the newest first.
  Result<std::vector<std::string>> Candidates() {
    const IndexState state = CW_TRY(store_.GetIndexState());
    Ordinals all;
    for (std::size_t i = 0; i < phrases_.size(); ++i) {
      const Ordinals some =
          CW_TRY(OrdinalsOf(phrases_[i], static_cast<double>(state.records) + 1, weights_[i]));
      all = i == 0 ? some : Both(all, some);
    }
    std::vector<std::string> ids;
    std::set<std::string> known;
    const std::vector<LogPlace> behind = CW_TRY(store_.Log(state.records, kMostBehind + 1));
    answer_.behind = behind.size() > kMostBehind;
    for (auto place = behind.rbegin(); place != behind.rend(); ++place) {
      if (known.insert(place->article_id).second) {
        ids.push_back(place->article_id);
      }
    }
    answer_.newest_only = all.size() > kMostRead;
    const std::size_t first = all.size() - std::min(all.size(), kMostRead);
    for (std::size_t i = all.size(); i > first; --i) {
      const std::vector<LogPlace> place = CW_TRY(store_.Log(all[i - 1] - 1, 1));
      if (!place.empty() && known.insert(place.front().article_id).second) {
        ids.push_back(place.front().article_id);
      }
    }
    return ids;
  }

  // Adds a hit when a version of this article says it.
  Status Look(const std::string& id) {
    ArticleRecord article = CW_TRY(store_.FindArticle(id));
    ArticleQuery filter = query_.filter;
    filter.since.reset();  // they are of versions here
    filter.until.reset();
    if (!CW_TRY(store_.Fits(article, filter))) {
      return Ok();
    }
    const std::vector<std::uint32_t> order = CW_TRY(OrderOf(store_, article));
    for (auto number = order.rbegin(); number != order.rend(); ++number) {
      Result<Version> version = store_.GetVersion(id, *number);
      if (!version.ok() && version.error().code() == Errc::kNotFound) {
        continue;  // withheld
      }
      const Version found = CW_TRY(std::move(version));
      if (query_.filter.since && found.retrieved < *query_.filter.since) {
        break;
      }
      const bool late = query_.filter.until && found.retrieved > *query_.filter.until;
      if (!late && Matches(found, article, order.back())) {
        break;
      }
    }
    return Ok();
  }

  bool Matches(const Version& version, const ArticleRecord& article, std::uint32_t latest) {
    const std::string text = SearchedText(version.article);
    const SearchText read(text, version.article.language, figures_);
    Places places;
    double score = 0;
    for (std::size_t i = 0; i < phrases_.size(); ++i) {
      const std::vector<TermPlace> found = FindPhrase(read, phrases_[i]);
      if (found.empty()) {
        return false;
      }
      score += ScoreOf(found, version.article.title.size(), read.size()) * weights_[i];
      for (const TermPlace& place : found) {
        places.push_back({i, place});
      }
    }
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
      return std::tie(a.at.first, a.phrase) < std::tie(b.at.first, b.phrase);
    });
    SearchHit hit;
    hit.article = article;
    hit.version = version.number;
    hit.url = version.article.url.empty() ? article.url : version.article.url;
    hit.latest = latest;
    hit.retrieved = version.retrieved;
    hit.score = score * NearnessOf(places);
    Excerpt(text, places, hit);
    answer_.hits.push_back(std::move(hit));
    return true;
  }

  static double ScoreOf(const std::vector<TermPlace>& found, std::size_t title, std::size_t words) {
    const auto count = static_cast<double>(found.size());
    const double length =
        1 - kLengthShare + kLengthShare * static_cast<double>(words) / kUsualWords;
    const double score = count * (kSaturation + 1) / (count + kSaturation * length);
    return found.front().span.start < title ? score * kTitleBoost : score;
  }

  // Words that stand together were meant together: 1 far apart … kNearBoost side by side.
  double NearnessOf(const Places& places) const {
    const auto [from, to] = Closest(places);
    const double apart = static_cast<double>(places[to].at.last - places[from].at.first);
    const double room = static_cast<double>(phrases_.size());
    return 1 + (kNearBoost - 1) / (1 + std::max(0.0, apart - room) / kNearWords);
  }

  // The shortest run of places that has every phrase, as its first and last index.
  std::pair<std::size_t, std::size_t> Closest(const Places& places) const {
    std::vector<std::size_t> seen(phrases_.size(), 0);
    std::size_t missing = phrases_.size();
    std::pair<std::size_t, std::size_t> best(0, places.size() - 1);
    std::size_t from = 0;
    for (std::size_t to = 0; to < places.size(); ++to) {
      if (seen[places[to].phrase]++ == 0) {
        --missing;
      }
      while (missing == 0 && seen[places[from].phrase] > 1) {
        --seen[places[from].phrase];
        ++from;
      }
      const auto length = [&](std::size_t a, std::size_t b) {
        return places[b].at.last - places[a].at.first;
      };
      if (missing == 0 && length(from, to) < length(best.first, best.second)) {
        best = {from, to};
      }
    }
    return best;
  }

  // The stretch of text around the closest places, on one line.
  void Excerpt(const std::string& text, const Places& places, SearchHit& hit) const {
    const auto [first, last] = Closest(places);
    const Span core = {places[first].at.span.start, places[last].at.span.end};
    const std::size_t room = kSnippetBytes - std::min(kSnippetBytes, core.size());
    Span span = {core.start - std::min(core.start, room / 3), 0};
    span.end = span.start + kSnippetBytes;
    if (span.end > text.size()) {  // at the end of a text the room is before it
      span = {text.size() - std::min(text.size(), kSnippetBytes), text.size()};
    }
    Align(text, core.start, span);
    hit.snippet = span.start > 0 ? "…" : "";
    const std::size_t shift = hit.snippet.size();
    for (std::size_t at = span.start; at < span.end; ++at) {
      hit.snippet += text[at] == '\n' ? ' ' : text[at];
    }
    for (const Place& place : places) {
      const bool apart =
          hit.marks.empty() || place.at.span.start - span.start + shift >= hit.marks.back().end;
      if (span.Covers(place.at.span) && apart) {
        hit.marks.push_back(
            {place.at.span.start - span.start + shift, place.at.span.end - span.start + shift});
      }
    }
    hit.snippet += span.end < text.size() ? "…" : "";
  }

  // Moves both ends to where a word or a character ends; the start stays at or before `core`.
  static void Align(const std::string& text, std::size_t core, Span& span) {
    const auto inside = [&](std::size_t at) {
      return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
    };
    const std::size_t space = text.find(' ', span.start);
    if (span.start > 0 && space != std::string::npos && space + 1 <= core &&
        space - span.start < kSnippetBytes / 4) {
      span.start = space + 1;
    }
    while (span.start > 0 && inside(span.start)) {
      --span.start;
    }
    const std::size_t last = span.end < text.size() ? text.rfind(' ', span.end) : span.end;
    if (last != std::string::npos && last > core && span.end - last < kSnippetBytes / 4) {
      span.end = last;
    }
    while (inside(span.end)) {
      ++span.end;
    }
  }

  const Store& store_;
  const SearchQuery& query_;
  const std::vector<SearchPhrase> phrases_;
  const SearchText::Figures figures_;
  std::vector<double> weights_;
  SearchAnswer answer_;
};

}  // namespace

Result<SearchAnswer> Search(const Store& store, const SearchQuery& query) {
  return Searcher(store, query).Run();
}

}  // namespace claimwatch
