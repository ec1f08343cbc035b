#include "daemon/pins.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/core.h>

#include "core/text.h"
#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"
#include "plugins/stage.h"

namespace claimwatch {
namespace {

// From the mark before `figure` in its sentence to the one behind it.
std::string ClauseOf(const Figure& figure, const Excerpt& sentence) {
  constexpr std::string_view kMarks[] = {", ", "; ", " — ", "，", "；"};
  if (!sentence.span.Covers(figure.span) || sentence.text.size() < sentence.span.size()) {
    return {};
  }
  const std::size_t at = figure.span.start - sentence.span.start;
  const std::size_t behind = figure.span.end - sentence.span.start;
  std::size_t start = 0;
  std::size_t end = sentence.text.size();
  for (const std::string_view mark : kMarks) {
    const std::size_t last = std::string_view(sentence.text).substr(0, at).rfind(mark);
    start = last == std::string_view::npos ? start : std::max(start, last + mark.size());
    end = std::min(end, sentence.text.find(mark, behind));
  }
  return sentence.text.substr(start, end - start);
}

// "погибш", "погибл": two endings of one word.
bool AreForms(std::string_view a, std::string_view b) {
  constexpr std::size_t kLeast = 8;   // bytes alike: four Cyrillic letters
  constexpr std::size_t kEnding = 2;  // bytes of one
  const auto differ = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto same = static_cast<std::size_t>(differ.first - a.begin());
  return a == b || (same >= kLeast && a.size() - same <= kEnding && b.size() - same <= kEnding);
}

bool AreAlike(const std::vector<Word>& pinned, std::size_t i, const std::vector<Word>& there,
              std::size_t j) {
  const auto one = Glossary::Builtin().Find(pinned, i);
  const auto other = Glossary::Builtin().Find(there, j);
  const bool classed = one && other && one->id == other->id &&
                       Glossary::Builtin().Entry(one->id).kind != Term::Kind::kFunction;
  return classed || AreForms(pinned[i].stem, there[j].stem);
}

// Whether each word of the pin stands in `text` in some form.
bool HasWords(std::string_view pin, std::string_view text) {
  const std::vector<Word> pinned = SplitWords(pin, 0);
  const std::vector<Word> there = SplitWords(text, 0);
  std::size_t found = 0;
  for (std::size_t i = 0; i < pinned.size(); ++i) {
    bool alike = false;
    for (std::size_t j = 0; j < there.size() && !alike; ++j) {
      alike = AreAlike(pinned, i, there, j);
    }
    found += alike ? 1U : 0U;
  }
  return !pinned.empty() && found == pinned.size();
}

bool MeetsAny(const ExpectConfig& expect, const Reading& reading) {
  return std::any_of(reading.sentences.begin(), reading.sentences.end(), [&](const Sentence& one) {
    const Excerpt sentence{one.text, one.span, one.paragraph};
    return std::any_of(reading.figures.begin(), reading.figures.end(), [&](const Figure& figure) {
      return one.span.Covers(figure.span) && IsWithin(expect, figure) &&
             IsPinned(expect, figure, sentence);
    });
  });
}

}  // namespace

bool IsPinned(const ExpectConfig& expect, const Figure& figure, const Excerpt& sentence) {
  const std::string own = FoldCase(figure.counted + " " + figure.text);
  return own.find(FoldCase(expect.figure)) != std::string::npos ||
         HasWords(expect.figure, ClauseOf(figure, sentence));
}

bool IsWithin(const ExpectConfig& expect, const Figure& figure) {
  return std::abs(figure.value.ToDouble() - expect.value) <= expect.tolerance;
}

std::vector<std::string> IdlePins(const TopicConfig& topic,
                                  const std::vector<Baseline>& baselines) {
  std::vector<std::string> lines;
  for (const ExpectConfig& expect : topic.expects) {
    const bool met =
        std::any_of(baselines.begin(), baselines.end(),
                    [&expect](const Baseline& one) { return MeetsAny(expect, one.reading); });
    if (!met && !baselines.empty()) {
      lines.push_back(fmt::format(
          "topic '{}': no baseline has {} of '{}', so this expect does nothing; claimwatch figures "
          "FILE lists what they have",
          topic.id, expect.value, expect.figure));
    }
  }
  return lines;
}

}  // namespace claimwatch
