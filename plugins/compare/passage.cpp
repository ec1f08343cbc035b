#include "plugins/compare/passage.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "plugins/compare/han_titles.h"
#include "plugins/compare/live_entry.h"
#include "plugins/compare/term_diff.h"
#include "plugins/compare/words.h"
#include "plugins/read/glossary.h"
#include "plugins/read/quote.h"
#include "plugins/read/reading.h"

namespace claimwatch {
namespace {

// From this share of its words on, a lone sentence is a part of a paired one: it was split off or
// merged.
constexpr double kPartFrom = 0.7;

// Somebody's words say nothing about who reports them.
std::vector<Word> OutsideQuotes(const Passage& passage) {
  std::vector<Word> words = passage.words;
  for (const Sentence* sentence : passage.sentences) {
    for (const Span& quoted : QuotedSpans(passage.reading->text, sentence->span)) {
      std::erase_if(words, [&quoted](const Word& word) { return quoted.Covers(word.span); });
    }
  }
  return words;
}

int CountCue(const std::vector<Word>& words, Cue cue) {
  int count = 0;
  for (std::size_t i = 0; i < words.size();) {
    const auto match = Glossary::Builtin().FindCue(cue, words, i);
    count += match ? 1 : 0;
    i += match ? match->length : 1;
  }
  return count;
}

int SourceOf(const Passage& passage) {
  const std::vector<Word> words = OutsideQuotes(passage);
  if (CountCue(words, Cue::kRumour) > 0) {
    return kSourceRumour;
  }
  if (CountCue(words, Cue::kAnonymous) > 0) {
    return kSourceAnonymous;
  }
  if (CountCue(words, Cue::kSpeech) == 0) {
    return kSourceOutlet;
  }
  const bool named = std::any_of(passage.terms.begin(), passage.terms.end(), [](const Term& term) {
    return term.key.starts_with("person:") || term.key.starts_with("body:") ||
           term.kind == Term::Kind::kName;
  });
  if (named || CountCue(words, Cue::kBody) > 0) {
    return kSourceNamed;
  }
  return CountCue(words, Cue::kOfficials) > 0 ? kSourceOfficials : kSourceNamed;
}

using Groups = std::vector<std::pair<std::vector<std::size_t>, std::vector<std::size_t>>>;

// The share of `part`'s words that stand in `whole` but not in `rest`.
double ShareOfRest(std::vector<std::size_t> part, const std::vector<std::size_t>& whole,
                   const std::vector<std::size_t>& rest) {
  if (part.empty()) {
    return 0;
  }
  std::vector<std::size_t> left;
  std::set_difference(whole.begin(), whole.end(), rest.begin(), rest.end(),
                      std::back_inserter(left));
  std::vector<std::size_t> common;
  std::set_intersection(part.begin(), part.end(), left.begin(), left.end(),
                        std::back_inserter(common));
  return static_cast<double>(common.size()) / static_cast<double>(part.size());
}

std::vector<std::vector<std::size_t>> HashesOf(const Reading& reading) {
  std::vector<std::vector<std::size_t>> hashes;
  for (const Sentence& sentence : reading.sentences) {
    hashes.push_back(WordHashes(sentence.text));
  }
  return hashes;
}

using Group = Groups::value_type;
using HashLists = std::vector<std::vector<std::size_t>>;

// Whether the lone sentence of `lone` is a part of the pair in `pair` that the other side does not
// have.
bool IsPart(const Group& lone, const Group& pair, const HashLists& before, const HashLists& after) {
  if (pair.first.size() != 1 || pair.second.size() != 1) {
    return false;
  }
  const std::vector<std::size_t>& old = before[pair.first[0]];
  const std::vector<std::size_t>& now = after[pair.second[0]];
  return lone.first.empty() ? ShareOfRest(after[lone.second[0]], old, now) >= kPartFrom
                            : ShareOfRest(before[lone.first[0]], now, old) >= kPartFrom;
}

// Moves a lone sentence into the paired group that it was split from or merged into.
void Join(Group& lone, Groups& groups, const HashLists& before, const HashLists& after) {
  const auto whole = std::find_if(groups.begin(), groups.end(), [&](const Group& pair) {
    return IsPart(lone, pair, before, after);
  });
  if (whole == groups.end()) {
    return;
  }
  std::vector<std::size_t>& into = lone.first.empty() ? whole->second : whole->first;
  std::vector<std::size_t>& from = lone.first.empty() ? lone.second : lone.first;
  into.insert(into.end(), from.begin(), from.end());
  std::sort(into.begin(), into.end());
  from.clear();
}

void JoinParts(Groups& groups, const Reading& before, const Reading& after) {
  const HashLists a = HashesOf(before);
  const HashLists b = HashesOf(after);
  for (Group& group : groups) {
    if (group.first.size() + group.second.size() == 1) {
      Join(group, groups, a, b);
    }
  }
  std::erase_if(groups,
                [](const Group& group) { return group.first.empty() && group.second.empty(); });
}

std::vector<std::size_t> StemHashes(std::string_view text) {
  std::vector<std::size_t> hashes;
  for (const Word& word : SplitWords(text, 0)) {
    hashes.push_back(std::hash<std::string>()(word.stem));
  }
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

// Two lone sentences whose words are one another's in other forms: a sentence turned into the
// passive shares hardly a form with what it was.
void PairByStems(Groups& groups, const Reading& before, const Reading& after) {
  constexpr double kSameStems = 0.5;
  for (Group& gone : groups) {
    if (gone.first.size() != 1 || !gone.second.empty()) {
      continue;
    }
    const auto own = StemHashes(before.sentences[gone.first[0]].text);
    double best = kSameStems;
    Group* partner = nullptr;
    for (Group& come : groups) {
      if (!come.first.empty() || come.second.size() != 1) {
        continue;
      }
      const double overlap = HashOverlap(own, StemHashes(after.sentences[come.second[0]].text));
      if (overlap >= best) {
        best = overlap;
        partner = &come;
      }
    }
    if (partner != nullptr) {
      partner->first = std::exchange(gone.first, {});
    }
  }
}

// Whether all of a sentence is quoted, but for its marks and who says it.
bool IsQuoted(const Reading& reading, std::size_t index) {
  constexpr std::size_t kMost = 2;  // at least half of it
  const Span sentence = reading.sentences[index].span;
  std::size_t quoted = 0;
  for (const Span& part : QuotedParts(reading.text, sentence)) {
    quoted += part.size();
  }
  return quoted * kMost >= sentence.size();
}

// Two lone sentences of a quotation that follow the same sentence: it was quoted in other words.
void PairQuoted(Groups& groups, const Reading& before, const Reading& after) {
  std::map<std::size_t, std::size_t> partners;
  for (const Group& group : groups) {
    if (group.first.size() == 1 && group.second.size() == 1) {
      partners[group.first[0]] = group.second[0];
    }
  }
  for (Group& gone : groups) {
    const bool lone = gone.first.size() == 1 && gone.second.empty() && gone.first[0] > 0;
    const auto known = lone ? partners.find(gone.first[0] - 1) : partners.end();
    if (known == partners.end() || !IsQuoted(before, gone.first[0])) {
      continue;
    }
    const std::vector<std::size_t> next = {known->second + 1};
    const auto come = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
      return group.first.empty() && group.second == next;
    });
    if (come != groups.end() && IsQuoted(after, next[0])) {
      come->first = std::exchange(gone.first, {});
    }
  }
}

std::vector<std::string_view> TextsOf(const Reading& reading) {
  std::vector<std::string_view> texts;
  for (const Sentence& sentence : reading.sentences) {
    texts.emplace_back(sentence.text);
  }
  return texts;
}

// Where the addresses of the web stand ("https://…"), in order.
std::vector<Span> AddressesIn(std::string_view text, std::size_t offset) {
  constexpr std::string_view kMark = "://";
  const auto ends = [](char c) {
    return c <= ' ' || c > '~' || std::string_view("\"<>(),;").find(c) != std::string_view::npos;
  };
  std::vector<Span> found;
  for (std::size_t at = text.find(kMark); at != std::string_view::npos;) {
    std::size_t start = at;
    while (start > 0 && !ends(text[start - 1])) {
      --start;
    }
    std::size_t end = at;
    while (end < text.size() && !ends(text[end])) {
      ++end;
    }
    found.push_back({start + offset, end + offset});
    at = text.find(kMark, end);
  }
  return found;
}

// Takes out what stands in an address: a link that was made anew says nothing.
template <typename Spanned>
void LeaveOut(const std::vector<Span>& addresses, std::vector<Spanned>& all) {
  for (const Span& address : addresses) {
    std::erase_if(all, [&address](const Spanned& one) { return address.Covers(one.span); });
  }
}

// The time that opens an entry of a live blog; empty where none does.
Span TimeOf(const Passage& passage, const Sentence& sentence) {
  const std::size_t length = passage.live ? PostedAt(sentence.text).length : 0;
  return {sentence.span.start, sentence.span.start + length};
}

// Fills in what the sentences of `passage` say.
void Read(Passage& passage) {
  for (const Sentence* sentence : passage.sentences) {
    std::vector<Span> unread = AddressesIn(sentence->text, sentence->span.start);
    const Span time = TimeOf(passage, *sentence);
    unread.push_back(time);
    std::vector<Word> words = SplitWords(sentence->text, sentence->span.start);
    LeaveOut(unread, words);
    passage.words.insert(passage.words.end(), std::make_move_iterator(words.begin()),
                         std::make_move_iterator(words.end()));
    for (const Clause& clause : sentence->clauses) {
      passage.terms.insert(passage.terms.end(), clause.terms.begin(), clause.terms.end());
      passage.negations += clause.polarity == Polarity::kNegative ? 1 : 0;
    }
    LeaveOut(unread, passage.terms);
    for (const Figure& figure : passage.reading->figures) {
      if (sentence->span.Covers(figure.span) && !time.Overlaps(figure.span)) {
        passage.figures.push_back(&figure);
      }
    }
    for (const Quote& quote : passage.reading->quotes) {
      if (sentence->span.Covers(quote.span)) {
        passage.quotes.push_back(&quote);
      }
    }
  }
  passage.hedges = CountCue(passage.words, Cue::kHedge);
  for (std::size_t i = 0; i < kTurningCues.size(); ++i) {
    passage.turning[i] = CountCue(passage.words, kTurningCues[i]);
  }
  passage.source = SourceOf(passage);
}

// How the passage of these sentences opens; empty when there are none.
std::string_view TextOf(const Reading& reading, const std::vector<std::size_t>& sentences) {
  return sentences.empty() ? std::string_view() : reading.sentences[sentences.front()].text;
}

Passage ReadPassage(const Reading& reading, const std::vector<std::size_t>& sentences, bool live) {
  Passage passage;
  passage.reading = &reading;
  passage.live = live;
  for (const std::size_t index : sentences) {
    passage.sentences.push_back(&reading.sentences[index]);
  }
  passage.shown = passage.sentences;
  Read(passage);
  return passage;
}

std::vector<std::size_t> PlainHashes(const std::vector<Word>& words) {
  std::vector<std::size_t> hashes;
  for (const Word& word : words) {
    hashes.push_back(std::hash<std::string>()(word.plain));
  }
  return hashes;
}

// A word as printed, in lower case: PlainWord's spellings may put a misprint further away.
std::string Printed(const Passage& passage, const Word& word) {
  return LowerCase(
      std::string_view(passage.reading->text).substr(word.span.start, word.span.size()));
}

bool IsInFigure(const Passage& passage, const Word& word) {
  return std::any_of(passage.figures.begin(), passage.figures.end(),
                     [&word](const Figure* figure) { return figure->span.Covers(word.span); });
}

// The misprinted words of `after`, each with the word of `before` that it stands for.
std::vector<std::pair<const Word*, std::string>> Misprints(const Passage& before,
                                                           const Passage& after) {
  std::vector<std::pair<const Word*, std::string>> misprints;
  for (const Hunk& hunk : DiffSequences(PlainHashes(before.words), PlainHashes(after.words))) {
    const std::size_t length = hunk.before_end - hunk.before_start;
    for (std::size_t i = 0; length == hunk.after_end - hunk.after_start && i < length; ++i) {
      const Word& old = before.words[hunk.before_start + i];
      const Word& now = after.words[hunk.after_start + i];
      const bool misprint =
          IsMisprint(old.plain, now.plain) || IsMisprint(Printed(before, old), Printed(after, now));
      // "июне" and "июле", "fifteen" and "fourteen" are no misprints of one another.
      const bool read = IsInFigure(before, old) && IsInFigure(after, now);
      if (old.plain != now.plain && misprint && !read) {
        misprints.emplace_back(
            &now, before.reading->text.substr(old.span.start, old.span.end - old.span.start));
      }
    }
  }
  return misprints;
}

// The sentences of `after` with the titles of Chinese names where `before` has them.
void MoveTitles(const Passage& before, std::vector<std::string>& after) {
  std::string old;
  for (const Sentence* sentence : before.sentences) {
    old += sentence->text;
  }
  for (std::string& text : after) {
    text = WithTitlesOf(old, std::move(text));
  }
}

// The sentences of `after` with its misprints put right by `before`.
std::vector<std::string> PutRight(const Passage& before, const Passage& after) {
  const auto misprints = Misprints(before, after);
  std::vector<std::string> texts;
  for (const Sentence* sentence : after.sentences) {
    std::string text = sentence->text;
    for (auto it = misprints.rbegin(); it != misprints.rend(); ++it) {
      const Span span = it->first->span;
      if (sentence->span.Covers(span)) {
        text.replace(span.start - sentence->span.start, span.size(), it->second);
      }
    }
    texts.push_back(std::move(text));
  }
  if (!before.words.empty() && before.words.front().cjk) {
    MoveTitles(before, texts);
  }
  return texts;
}

// Reads `after` again as PutRight has it, when that is another text.
void Repair(const Passage& before, Passage& after) {
  Article article;
  article.paragraphs = PutRight(before, after);
  article.language = after.reading->language;
  if (std::equal(after.sentences.begin(), after.sentences.end(), article.paragraphs.begin(),
                 [](const Sentence* one, const std::string& text) { return one->text == text; })) {
    return;
  }
  Passage passage;
  passage.live = after.live;
  passage.repaired = std::make_shared<const Reading>(ReadArticle(article));
  passage.reading = passage.repaired.get();
  for (const Sentence& sentence : passage.reading->sentences) {
    passage.sentences.push_back(&sentence);
  }
  passage.shown = after.shown;
  Read(passage);
  after = std::move(passage);
}

}  // namespace

bool IsCreditLine(const std::vector<Word>& words) {
  constexpr std::size_t kOpening = 2;  // words that may stand before the role
  constexpr std::size_t kLongest = 16;
  for (std::size_t i = 0; i < std::min(kOpening, words.size()); ++i) {
    if (words.size() <= kLongest && Glossary::Builtin().FindCue(Cue::kCredit, words, i)) {
      return true;
    }
  }
  return false;
}

bool IsCorrectionNote(const std::vector<Word>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (Glossary::Builtin().FindCue(Cue::kCorrection, words, i)) {
      return true;
    }
  }
  return false;
}

bool SaysEnough(const Sentence& sentence) {
  constexpr double kLeastWeight = 0.5;  // beside names
  double weight = 0;
  std::size_t people = 0;
  for (const Clause& clause : sentence.clauses) {
    for (const Term& term : clause.terms) {
      const bool name = term.kind == Term::Kind::kEntity || term.kind == Term::Kind::kName;
      people += term.key.starts_with("person:") ? 1U : 0U;
      weight += name ? 0 : term.weight;
    }
  }
  return weight >= kLeastWeight || people > 1;
}

const Sentence& Passage::SentenceOf(const Figure& figure) const {
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (sentences[i]->span.Covers(figure.span)) {
      return i < shown.size() ? *shown[i] : *shown.back();
    }
  }
  return *shown.front();
}

Figure Passage::AsPrinted(const Figure& figure) const {
  Figure printed = figure;
  if (repaired == nullptr) {
    return printed;
  }
  const Sentence& sentence = SentenceOf(figure);
  const std::size_t at = sentence.text.find(figure.text);
  if (at != std::string::npos) {
    printed.span = {sentence.span.start + at, sentence.span.start + at + figure.text.size()};
  } else {
    printed.span = sentence.span;
  }
  printed.counted_span = {};
  return printed;
}

std::pair<Passage, Passage> ReadPair(const Reading& before, std::size_t old, const Reading& after,
                                     std::size_t now) {
  std::pair<Passage, Passage> pair{ReadPassage(before, {old}, false),
                                   ReadPassage(after, {now}, false)};
  Repair(pair.first, pair.second);
  return pair;
}

std::vector<std::pair<Passage, Passage>> PairPassages(const Reading& before, const Reading& after) {
  Groups groups;
  for (const auto& [gone, come] : PairSentences(TextsOf(before), TextsOf(after))) {
    groups.emplace_back();
    if (gone) {
      groups.back().first.push_back(*gone);
    }
    if (come) {
      groups.back().second.push_back(*come);
    }
  }
  PairByStems(groups, before, after);
  PairQuoted(groups, before, after);
  JoinParts(groups, before, after);
  const bool live = IsLiveBlog(before) && IsLiveBlog(after);
  std::vector<std::pair<Passage, Passage>> passages;
  for (const auto& [gone, come] : groups) {
    const bool same = gone.size() == 1 && come.size() == 1 &&
                      before.sentences[gone[0]].text == after.sentences[come[0]].text;
    if (!same) {
      const bool entry = live && AreOneEntry(TextOf(before, gone), TextOf(after, come));
      Passage old = ReadPassage(before, gone, entry);
      Passage now = ReadPassage(after, come, entry);
      if (!old.empty() && !now.empty()) {
        Repair(old, now);
      }
      passages.emplace_back(std::move(old), std::move(now));
    }
  }
  return passages;
}

}  // namespace claimwatch
