#include "plugins/read/clause.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"
#include "plugins/read/polarity.h"
#include "plugins/read/sentence_reader.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLeastWords = 4;  // of a clause that "что" ends
constexpr double kUnknownWeight = 0.9;
constexpr double kCommonWeight = 0.5;        // of an unknown word that any text may have
constexpr double kUnknownSignWeight = 0.35;  // of one Chinese sign that no table has
constexpr double kNameWeight = 0.9;

// Words that open a clause of their own after a comma.
constexpr std::array<std::string_view, 26> kClauseOpeners = {
    "and",    "but",     "while",  "which",    "who",     "whereas", "where", "adding",    "noting",
    "saying", "said",    "though", "although", "because", "since",   "as",    "according", "so",
    "что",    "который", "но",     "а",        "однако",  "сообщил", "где",   "заявил"};

// ", one of the delegates claimed": the rest of the sentence only names who says it.
bool IsAttributionTail(const SentenceReader& reader, std::size_t word) {
  constexpr std::size_t kLongestTail = 8;
  if (word + kLongestTail < reader.words.size()) {
    return false;
  }
  bool speech = false;
  for (std::size_t i = word; i < reader.words.size(); ++i) {
    // Another comma: what stands before it is no part of the attribution.
    if (i > word && !speech && Contains(Gap(reader, i), ",")) {
      return false;
    }
    speech = speech || reader.glossary.FindCue(Cue::kSpeech, reader.words, i);
  }
  return speech;
}

// 官员称 …: in Chinese no comma stands between who says it and what is said.
bool FollowsChineseSpeech(const SentenceReader& reader, std::size_t word) {
  constexpr std::array<std::string_view, 6> kSpeech = {"称", "说", "表示", "指出", "透露", "强调"};
  if (!reader.words[word].cjk || !Gap(reader, word).empty()) {
    return false;
  }
  const std::string_view before = reader.text.substr(0, reader.words[word].span.start);
  return std::any_of(kSpeech.begin(), kSpeech.end(),
                     [before](std::string_view verb) { return before.ends_with(verb); });
}

// «Китай — Центральная Азия»: a dash inside a quoted name ends no clause.
bool IsInQuotedName(const SentenceReader& reader, std::size_t word) {
  constexpr std::size_t kLongest = 80;  // bytes of a name; a longer quotation is speech
  const std::string_view before = reader.text.substr(0, reader.words[word].span.start);
  const std::size_t open = before.rfind("«");
  if (open == std::string_view::npos || Contains(before.substr(open), "»")) {
    return false;
  }
  const std::size_t close = reader.text.find("»", open);
  return close != std::string_view::npos && close - open <= kLongest;
}

// "По данным акимата, …", "According to the mayor, …": before the first comma stands who says it.
bool EndsAttributionHead(const SentenceReader& reader, std::size_t word) {
  constexpr std::size_t kLongestHead = 8;
  constexpr std::array<std::string_view, 3> kHeads = {"according", "по", "согласно"};
  const bool head = std::find(kHeads.begin(), kHeads.end(), reader.words[0].plain) != kHeads.end();
  if (!head || word > kLongestHead || !reader.glossary.FindCue(Cue::kSpeech, reader.words, 0)) {
    return false;
  }
  for (std::size_t i = 1; i < word; ++i) {
    if (Contains(Gap(reader, i), ",")) {
      return false;
    }
  }
  return true;
}

// "Важнейший партнёр — Евросоюз": before a few words without a verb the dash stands for "is".
bool IsCopula(const SentenceReader& reader, std::size_t word) {
  constexpr std::size_t kLongest = 4;
  std::size_t end = word + 1;
  while (end < reader.words.size() && !Contains(Gap(reader, end), ",")) {
    ++end;
  }
  const std::string& first = reader.words[word].plain;
  const bool russian = !first.empty() && static_cast<unsigned char>(first.front()) >= 0xD0 &&
                       !reader.words[word].cjk && Contains(Gap(reader, word), " — ");
  if (!russian || end - word > kLongest) {
    return false;
  }
  for (std::size_t i = word; i < end; ++i) {
    const auto match = reader.glossary.Find(reader.words, i);
    if (match && reader.glossary.Entry(match->id).kind == Term::Kind::kVerb) {
      return false;
    }
  }
  return true;
}

bool OpensClause(const SentenceReader& reader, std::size_t word) {
  constexpr std::array<std::string_view, 8> kMarks = {";",  ": ",  "；",  "：",
                                                      "，", " — ", " – ", " - "};
  const std::string_view gap = Gap(reader, word);
  const bool marked = std::any_of(kMarks.begin(), kMarks.end(),
                                  [gap](std::string_view mark) { return Contains(gap, mark); });
  if (marked && (IsInQuotedName(reader, word) || IsCopula(reader, word))) {
    return false;
  }
  if (marked || FollowsChineseSpeech(reader, word)) {
    return true;
  }
  if (!Contains(gap, ",")) {
    return false;
  }
  const std::string& plain = reader.words[word].plain;
  const bool participle = plain.size() > 5 && plain.ends_with("ing");
  return participle || IsAttributionTail(reader, word) || EndsAttributionHead(reader, word) ||
         std::find(kClauseOpeners.begin(), kClauseOpeners.end(), plain) != kClauseOpeners.end();
}

bool InsideFigure(const SentenceReader& reader, const Span& span) {
  return std::any_of(reader.in_sentence.begin(), reader.in_sentence.end(),
                     [&](std::size_t i) { return reader.figures[i].span.Covers(span); });
}

void AddEntity(Clause& clause, const SentenceReader& reader, const GlossaryEntry& entry,
               Span span) {
  clause.entities.push_back(
      {entry.key, std::string(reader.text.substr(span.start, span.size())), span, entry.role});
}

// Nothing but a space stands between `word` and the name before it.
bool GoesOnName(const Clause& clause, const Word& word) {
  if (clause.terms.empty() || word.after_mark) {
    return false;
  }
  const Term& last = clause.terms.back();
  return last.kind == Term::Kind::kName && word.span.start - last.span.end <= 1;
}

// A capitalised word that no table has: part of a name, joined to the one before it.
void AddName(Clause& clause, const SentenceReader& reader, const Word& word) {
  if (GoesOnName(clause, word)) {
    Term& last = clause.terms.back();
    last.span.end = word.span.end;
    last.key += "-" + word.stem;
    clause.entities.back().span = last.span;
    clause.entities.back().key = last.key;
    clause.entities.back().text =
        std::string(reader.text.substr(last.span.start, last.span.size()));
    return;
  }
  const std::string key = "name:" + word.stem;
  clause.terms.push_back({key, word.span, kNameWeight, Term::Kind::kName});
  clause.entities.push_back(
      {key, std::string(reader.text.substr(word.span.start, word.span.size())), word.span, "name"});
}

// Words that soften or source a claim are not what it is about.
bool IsCueWord(const SentenceReader& reader, std::size_t at) {
  constexpr std::array<Cue, 6> kCues = {Cue::kHedge,     Cue::kPlan,   Cue::kAnonymous,
                                        Cue::kOfficials, Cue::kRumour, Cue::kSpeech};
  return std::any_of(kCues.begin(), kCues.end(), [&](Cue cue) {
    const auto match = reader.glossary.FindCue(cue, reader.words, at);
    return match && match->length == 1;
  });
}

// Unknown signs that touch are one term: where words end in them is not known.
void AddUnknownSign(Clause& clause, const Word& word) {
  Term* last = clause.terms.empty() ? nullptr : &clause.terms.back();
  if (last != nullptr && last->kind == Term::Kind::kUnknown && last->span.end == word.span.start) {
    last->key += word.plain;
    last->span.end = word.span.end;
    last->weight += kUnknownSignWeight;
    return;
  }
  clause.terms.push_back({"=" + word.plain, word.span, kUnknownSignWeight, Term::Kind::kUnknown});
}

// "2032-му", "5-й": the ending of a number.
bool IsNumberEnding(const SentenceReader& reader, std::size_t at) {
  constexpr std::size_t kLongest = 6;  // bytes
  return at > 0 && reader.words[at].plain.size() <= kLongest && Gap(reader, at) == "-" &&
         IsDigit(
             static_cast<char32_t>(static_cast<unsigned char>(reader.words[at - 1].plain.back())));
}

void AddUnknown(Clause& clause, const SentenceReader& reader, std::size_t at) {
  const Word& word = reader.words[at];
  if (!word.plain.empty() && static_cast<unsigned char>(word.plain[0]) >= 0xD0 && !word.cjk &&
      IsNumberEnding(reader, at)) {
    return;
  }
  const bool number = IsDigit(static_cast<char32_t>(static_cast<unsigned char>(word.plain[0])));
  if (number || InsideFigure(reader, word.span) || IsCueWord(reader, at)) {
    return;
  }
  if (word.cjk) {
    AddUnknownSign(clause, word);
  } else if (word.capital && at > 0 && !reader.words[at - 1].cjk) {
    AddName(clause, reader, word);
  } else if (word.plain.size() > 2) {
    const std::string& stem = reader.glossary.BaseStem(word);
    const double weight = reader.glossary.IsCommon(stem) ? kCommonWeight : kUnknownWeight;
    clause.terms.push_back({"=" + stem, word.span, weight, Term::Kind::kUnknown});
  }
}

// "President Xi | Jinping": the words of a name whose last one begins a longer form of it.
std::size_t WholeName(const SentenceReader& reader, std::size_t at,
                      const PhraseTable::Match& match) {
  const bool person = reader.glossary.Entry(match.id).role == "person" && match.length > 1;
  const auto longer =
      person ? reader.glossary.Find(reader.words, at + match.length - 1) : std::nullopt;
  const bool goes_on = longer && longer->id == match.id && longer->length > 1;
  return goes_on ? match.length - 1 + longer->length : match.length;
}

// 6点30分|发车: the sign in which a figure ends begins no word.
bool EndsFigure(const SentenceReader& reader, const Word& first) {
  return first.cjk &&
         std::any_of(reader.in_sentence.begin(), reader.in_sentence.end(), [&](std::size_t i) {
           const Span& figure = reader.figures[i].span;
           return figure.end == first.span.end && figure.start < first.span.start;
         });
}

// Terms and entities from word `at`; returns the next word.
std::size_t AddTerm(Clause& clause, const SentenceReader& reader, std::size_t at) {
  const auto match = reader.glossary.Find(reader.words, at);
  if (!match || (match->length > 1 && EndsFigure(reader, reader.words[at]))) {
    AddUnknown(clause, reader, at);
    return at + 1;
  }
  const GlossaryEntry& entry = reader.glossary.Entry(match->id);
  const std::size_t length = WholeName(reader, at, *match);
  const Span span{reader.words[at].span.start, reader.words[at + length - 1].span.end};
  const bool counted = entry.role.empty() && length == 1 && entry.kind != Term::Kind::kQuantity &&
                       InsideFigure(reader, span);
  if (entry.kind != Term::Kind::kFunction && !counted) {
    clause.terms.push_back({entry.key, span, entry.weight, entry.kind});
    if (!entry.role.empty()) {
      AddEntity(clause, reader, entry, span);
    }
  }
  return at + length;
}

bool HasCue(const SentenceReader& reader, Cue cue, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    if (reader.glossary.FindCue(cue, reader.words, i)) {
      return true;
    }
  }
  return false;
}

Modality ModalityOf(const SentenceReader& reader, std::size_t from, std::size_t to, Span span) {
  const std::string_view clause = reader.text.substr(span.start, span.size());
  if (Trim(clause).ends_with('?') || Trim(clause).ends_with("？")) {
    return Modality::kQuestion;
  }
  constexpr std::array<std::pair<Cue, Modality>, 4> kOrder = {
      {{Cue::kOpinion, Modality::kOpinion},
       {Cue::kHedge, Modality::kPossibility},
       {Cue::kDemand, Modality::kDemand},
       {Cue::kPlan, Modality::kPlan}}};
  for (const auto& [cue, modality] : kOrder) {
    if (HasCue(reader, cue, from, to)) {
      return modality;
    }
  }
  return Modality::kFact;
}

void AddFigures(Clause& clause, const SentenceReader& reader) {
  for (const std::size_t i : reader.in_sentence) {
    const Figure& figure = reader.figures[i];
    if (figure.span.start >= clause.span.start && figure.span.start < clause.span.end) {
      clause.figures.push_back(i);
      if (figure.kind == FigureKind::kDate && clause.time.empty()) {
        clause.time = figure.when;
      }
    }
  }
}

void Finish(Clause& clause) {
  for (const Term& term : clause.terms) {
    clause.concepts.push_back(term.key);
    if (term.kind == Term::Kind::kVerb && clause.predicate.empty()) {
      clause.predicate = term.key;
    }
  }
  std::sort(clause.concepts.begin(), clause.concepts.end());
  clause.concepts.erase(std::unique(clause.concepts.begin(), clause.concepts.end()),
                        clause.concepts.end());
}

// The last person or body that a clause names; empty when there is none.
std::string SpeakerIn(const Clause& clause) {
  const auto found = std::find_if(
      clause.entities.rbegin(), clause.entities.rend(),
      [](const Entity& entity) { return entity.role == "person" || entity.role == "body"; });
  return found != clause.entities.rend() ? found->key : std::string();
}

Clause ReadClause(const SentenceReader& reader, std::size_t from, std::size_t to, Span span) {
  Clause clause;
  clause.span = span;
  for (std::size_t at = from; at < to;) {
    at = AddTerm(clause, reader, at);
  }
  clause.polarity = PolarityOf(reader, from, to);
  clause.modality = ModalityOf(reader, from, to, span);
  if (HasCue(reader, Cue::kSpeech, from, to)) {
    clause.speaker = SpeakerIn(clause);
  }
  AddFigures(clause, reader);
  Finish(clause);
  return clause;
}

// What stands before the dash begins in capitals or with a digit, or has an agency in brackets.
bool LooksLikeDateline(std::string_view line) {
  std::size_t at = 0;
  const char32_t first = NextCodePoint(line, at);
  const char32_t second = at < line.size() ? NextCodePoint(line, at) : U' ';
  const bool shouted = IsUpper(first) && IsUpper(second);
  return shouted || IsDigit(first) || Contains(line, "(");
}

// Words of a dateline ("ASTANA (Meridian) -", "BEIJING, June 18 (Xinhua) --", "АСТАНА, 19 июн —",
// "15:30 -"): where and when it was written, no claim. 0 when there is none.
std::size_t DatelineLength(const SentenceReader& reader, Span span) {
  constexpr std::size_t kLongest = 70;
  const std::string_view head = reader.text.substr(span.start, std::min(span.size(), kLongest));
  std::size_t dash = std::string_view::npos;
  for (const std::string_view mark : {" - ", " -- ", " — ", " – "}) {
    dash = std::min(dash, head.find(mark));
  }
  if (dash == std::string_view::npos || reader.words.size() < 3 ||
      !LooksLikeDateline(head.substr(0, dash))) {
    return 0;
  }
  std::size_t count = 0;
  while (count < reader.words.size() && reader.words[count].span.end <= span.start + dash) {
    ++count;
  }
  return count < reader.words.size() ? count : 0;
}

// "They did not agree, что …": what follows a few words and a comma is what these words are about.
bool IsShortOpening(const SentenceReader& reader, std::size_t word) {
  const std::string& plain = reader.words[word].plain;
  return plain == "что" || plain == "that";
}

// "2023年5月，首届峰会…": a time alone is no clause but belongs to the next.
bool IsTimeAlone(const Clause& clause) {
  return clause.terms.empty() && !clause.time.empty();
}

bool Denies(const Clause& clause) {
  return std::any_of(clause.terms.begin(), clause.terms.end(),
                     [](const Term& term) { return term.key == "deny" || term.key == "refuse"; });
}

// "Стороны не согласились с тем, что …", "отрицают, что …": what is denied is what follows.
void DenyWhatFollows(const Clause& opening, Clause& clause) {
  const bool negative = opening.polarity == Polarity::kNegative;
  if (negative != Denies(opening)) {
    clause.polarity =
        clause.polarity == Polarity::kNegative ? Polarity::kPositive : Polarity::kNegative;
  }
}

class ClauseSplitter {
 public:
  ClauseSplitter(const SentenceReader& reader, Span span) : reader_(reader) {
    from_ = DatelineLength(reader, span);
    start_ = from_ > 0 ? reader.words[from_].span.start : span.start;
  }

  std::vector<Clause> Split(std::size_t end) && {
    for (std::size_t i = from_ + 1; i < reader_.words.size(); ++i) {
      if (OpensClause(reader_, i) && (i - from_ >= kLeastWords || !IsShortOpening(reader_, i))) {
        Take(i, reader_.words[i].span.start);
      }
    }
    clauses_.push_back(Read(reader_.words.size(), end));
    return std::move(clauses_);
  }

 private:
  Clause Read(std::size_t to, std::size_t end) const {
    Clause clause = ReadClause(reader_, from_, to, {start_, end});
    if (!clauses_.empty() && from_ < to && IsShortOpening(reader_, from_)) {
      DenyWhatFollows(clauses_.back(), clause);
    }
    return clause;
  }

  void Take(std::size_t to, std::size_t end) {
    Clause clause = Read(to, end);
    if (IsTimeAlone(clause)) {
      return;
    }
    clauses_.push_back(std::move(clause));
    from_ = to;
    start_ = end;
  }

  const SentenceReader& reader_;
  std::vector<Clause> clauses_;
  std::size_t from_ = 0;  // first word and first byte of the clause that is being read
  std::size_t start_ = 0;
};

}  // namespace

std::vector<Clause> ReadClauses(std::string_view text, Span span,
                                const std::vector<Figure>& figures) {
  SentenceReader reader{text, figures};
  reader.words = SplitWords(text.substr(span.start, span.size()), span.start);
  const auto first =
      std::lower_bound(figures.begin(), figures.end(), span.start,
                       [](const Figure& f, std::size_t at) { return f.span.start < at; });
  for (auto it = first; it != figures.end() && it->span.start < span.end; ++it) {
    reader.in_sentence.push_back(static_cast<std::size_t>(it - figures.begin()));
  }
  return ClauseSplitter(reader, span).Split(span.end);
}

}  // namespace claimwatch
