#include "plugins/read/clause.h"

#include <algorithm>
#include <array>
#include <string>

#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"

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

struct SentenceReader {
  std::string_view text;
  const std::vector<Figure>& figures;
  const Glossary& glossary = Glossary::Builtin();
  std::vector<Word> words = {};
  std::vector<std::size_t> in_sentence = {};  // figures
};

std::string_view Gap(const SentenceReader& reader, std::size_t word) {
  const std::size_t from = reader.words[word - 1].span.end;
  return reader.text.substr(from, reader.words[word].span.start - from);
}

bool Contains(std::string_view text, std::string_view piece) {
  return text.find(piece) != std::string_view::npos;
}

// ", one of the delegates claimed": the rest of the sentence only names who says it.
bool IsAttributionTail(const SentenceReader& reader, std::size_t word) {
  constexpr std::size_t kLongestTail = 8;
  if (word + kLongestTail < reader.words.size()) {
    return false;
  }
  for (std::size_t i = word; i < reader.words.size(); ++i) {
    if (reader.glossary.FindCue(Cue::kSpeech, reader.words, i)) {
      return true;
    }
  }
  return false;
}

bool OpensClause(const SentenceReader& reader, std::size_t word) {
  const std::string_view gap = Gap(reader, word);
  if (Contains(gap, ";") || Contains(gap, ": ") || Contains(gap, "；") || Contains(gap, "：") ||
      Contains(gap, "，") || Contains(gap, " — ") || Contains(gap, " – ") || Contains(gap, " - ")) {
    return true;
  }
  if (!Contains(gap, ",")) {
    return false;
  }
  const std::string& plain = reader.words[word].plain;
  const bool participle = plain.size() > 5 && plain.ends_with("ing");
  return participle || IsAttributionTail(reader, word) ||
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

// A capitalised word that no table has: part of a name, joined to the one before it.
void AddName(Clause& clause, const SentenceReader& reader, const Word& word) {
  if (!clause.terms.empty() && !word.after_mark) {
    Term& last = clause.terms.back();
    if (last.kind == Term::Kind::kName && word.span.start - last.span.end <= 1) {
      last.span.end = word.span.end;
      last.key += "-" + word.stem;
      clause.entities.back().span = last.span;
      clause.entities.back().key = last.key;
      clause.entities.back().text =
          std::string(reader.text.substr(last.span.start, last.span.size()));
      return;
    }
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

void AddUnknown(Clause& clause, const SentenceReader& reader, std::size_t at) {
  const Word& word = reader.words[at];
  const bool number = IsDigit(static_cast<char32_t>(static_cast<unsigned char>(word.plain[0])));
  if (number || InsideFigure(reader, word.span) || IsCueWord(reader, at)) {
    return;
  }
  if (word.cjk) {
    Term* last = clause.terms.empty() ? nullptr : &clause.terms.back();
    if (last != nullptr && last->kind == Term::Kind::kUnknown &&
        last->span.end == word.span.start) {
      last->key += word.plain;
      last->span.end = word.span.end;
      last->weight += kUnknownSignWeight;
    } else {
      clause.terms.push_back(
          {"=" + word.plain, word.span, kUnknownSignWeight, Term::Kind::kUnknown});
    }
    return;
  }
  if (word.capital && at > 0 && !reader.words[at - 1].cjk) {
    AddName(clause, reader, word);
  } else if (word.plain.size() > 2) {
    const double weight = reader.glossary.IsCommon(word.stem) ? kCommonWeight : kUnknownWeight;
    clause.terms.push_back({"=" + word.stem, word.span, weight, Term::Kind::kUnknown});
  }
}

// Terms and entities from word `at`; returns the next word.
std::size_t AddTerm(Clause& clause, const SentenceReader& reader, std::size_t at) {
  const auto match = reader.glossary.Find(reader.words, at);
  if (!match) {
    AddUnknown(clause, reader, at);
    return at + 1;
  }
  const GlossaryEntry& entry = reader.glossary.Entry(match->id);
  const Span span{reader.words[at].span.start, reader.words[at + match->length - 1].span.end};
  const bool counted = entry.role.empty() && match->length == 1 &&
                       entry.kind != Term::Kind::kQuantity && InsideFigure(reader, span);
  if (entry.kind != Term::Kind::kFunction && !counted) {
    clause.terms.push_back({entry.key, span, entry.weight, entry.kind});
    if (!entry.role.empty()) {
      AddEntity(clause, reader, entry, span);
    }
  }
  return at + match->length;
}

bool IsPhraseOfSeveral(const SentenceReader& reader, std::size_t at, std::size_t from) {
  // "no winner" is one positive fact: a cue inside a longer phrase does not count.
  const std::size_t back = at > from + 7 ? at - 7 : from;
  for (std::size_t i = back; i <= at; ++i) {
    const auto match = reader.glossary.Find(reader.words, i);
    if (match && match->length > 1 && i + match->length > at) {
      return true;
    }
  }
  return false;
}

bool HasCue(const SentenceReader& reader, Cue cue, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    if (reader.glossary.FindCue(cue, reader.words, i)) {
      return true;
    }
  }
  return false;
}

// "no fewer than", "not only", "不少于": bounds and additions, not negations.
bool IsHarmlessNot(const SentenceReader& reader, std::size_t at, std::size_t to) {
  if (at + 1 >= to) {
    return false;
  }
  constexpr std::array<std::string_view, 12> kHarmless = {"fewer", "less",  "more",  "only",
                                                          "later", "менее", "более", "только",
                                                          "少",    "超",    "低",    "позднее"};
  const std::string& next = reader.words[at + 1].plain;
  const bool bound = !reader.words[at].cjk || reader.words[at].plain == "不";
  return bound && std::find(kHarmless.begin(), kHarmless.end(), next) != kHarmless.end();
}

Polarity PolarityOf(const SentenceReader& reader, std::size_t from, std::size_t to) {
  bool negative = false;
  for (std::size_t i = from; i < to;) {
    const auto cue = reader.glossary.FindCue(Cue::kNot, reader.words, i);
    if (cue && !IsHarmlessNot(reader, i, to) && !IsPhraseOfSeveral(reader, i, from)) {
      negative = !negative;
    }
    i += cue ? cue->length : 1;
  }
  return negative ? Polarity::kNegative : Polarity::kPositive;
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

Clause ReadClause(const SentenceReader& reader, std::size_t from, std::size_t to, Span span) {
  Clause clause;
  clause.span = span;
  for (std::size_t at = from; at < to;) {
    at = AddTerm(clause, reader, at);
  }
  clause.polarity = PolarityOf(reader, from, to);
  clause.modality = ModalityOf(reader, from, to, span);
  if (HasCue(reader, Cue::kSpeech, from, to)) {
    for (const Entity& entity : clause.entities) {
      if (entity.role == "person" || entity.role == "body") {
        clause.speaker = entity.key;
      }
    }
  }
  AddFigures(clause, reader);
  Finish(clause);
  return clause;
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
  if (dash == std::string_view::npos || reader.words.size() < 3) {
    return 0;
  }
  const std::string_view line = head.substr(0, dash);
  std::size_t at = 0;
  const char32_t first = NextCodePoint(line, at);
  const char32_t second = at < line.size() ? NextCodePoint(line, at) : U' ';
  const bool shouted = IsUpper(first) && IsUpper(second);
  if (!shouted && !IsDigit(first) && !Contains(line, "(")) {
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

}  // namespace

std::vector<Clause> ReadClauses(std::string_view text, Span span,
                                const std::vector<Figure>& figures, const Stemmer& stemmer) {
  SentenceReader reader{text, figures};
  reader.words = SplitWords(text.substr(span.start, span.size()), span.start, stemmer);
  const auto first =
      std::lower_bound(figures.begin(), figures.end(), span.start,
                       [](const Figure& f, std::size_t at) { return f.span.start < at; });
  for (auto it = first; it != figures.end() && it->span.start < span.end; ++it) {
    reader.in_sentence.push_back(static_cast<std::size_t>(it - figures.begin()));
  }
  std::vector<Clause> clauses;
  std::size_t from = DatelineLength(reader, span);
  std::size_t start = from > 0 ? reader.words[from].span.start : span.start;
  for (std::size_t i = from + 1; i < reader.words.size(); ++i) {
    if (OpensClause(reader, i) && (i - from >= kLeastWords || !IsShortOpening(reader, i))) {
      const std::size_t end = reader.words[i].span.start;
      clauses.push_back(ReadClause(reader, from, i, {start, end}));
      from = i;
      start = end;
    }
  }
  clauses.push_back(ReadClause(reader, from, reader.words.size(), {start, span.end}));
  return clauses;
}

}  // namespace claimwatch
