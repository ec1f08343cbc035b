#include "plugins/compare/correction.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "core/text.h"
#include "plugins/compare/event.h"
#include "plugins/compare/words.h"
#include "plugins/read/note.h"

namespace claimwatch {
namespace {

constexpr std::size_t kShownNote = 200;  // bytes
constexpr double kSameSubject = 1.2;     // weight that a note and a sentence must share
constexpr std::string_view kDisclosed = "disclosed=yes";

using Subject = std::set<std::string, std::less<>>;

// What a line is about, names included.
Subject SubjectOf(const LoneLine& line) {
  Subject subject;
  for (const Clause& clause : line.clauses) {
    subject.insert(clause.concepts.begin(), clause.concepts.end());
  }
  return subject;
}

double Shared(const Subject& note, const std::string& sentence) {
  Subject counted;
  double weight = 0;
  for (const Clause& clause : ReadLoneLine(sentence, "").clauses) {
    for (const Term& term : clause.terms) {
      weight += note.contains(term.key) && counted.insert(term.key).second ? term.weight : 0;
    }
  }
  return weight;
}

bool Prints(const LoneLine& note, const std::optional<Figure>& figure) {
  return figure &&
         std::any_of(note.figures.begin(), note.figures.end(), [&figure](const Figure& one) {
           return one.when == figure->when && one.value == figure->value &&
                  one.unit == figure->unit;
         });
}

// "It is 3,000, not 30,000", "The correct sum is …", "应为…": puts right what the note before it
// admits.
bool PutsRight(std::string_view sentence) {
  constexpr std::array<std::string_view, 24> kRight = {
      " not ",   "correct",     "the right ", "the actual ", "should have", "should be",
      "instead", "rather than", "error",      "mistake",     "regret",      "misstat",
      "ошиб",    "верн",        "правильн",   "а не ",       "следует чит", "опечат",
      "应为",    "而非",        "而不是",     "不是",        "有误",        "错误"};
  const std::string text = LowerCase(sentence);
  return HasOneOf(text, kRight);
}

struct Note {
  const std::string* text = nullptr;
  LoneLine line;
  Subject subject;
};

bool Names(const Note& note, const Finding& finding) {
  return Prints(note.line, finding.figure) || Prints(note.line, finding.other_figure) ||
         Shared(note.subject, finding.sentence.text) >= kSameSubject ||
         Shared(note.subject, finding.other.text) >= kSameSubject;
}

// The note that admits this edit. One that names no edit at all admits them all.
const Note* NoteFor(const Finding& finding, const std::vector<Note>& notes,
                    const std::vector<bool>& specific) {
  const Note* general = nullptr;
  for (std::size_t i = 0; i < notes.size(); ++i) {
    if (specific[i] && Names(notes[i], finding)) {
      return &notes[i];
    }
    general = specific[i] ? general : &notes[i];
  }
  return general;
}

}  // namespace

std::vector<bool> NotesIn(const Reading& reading) {
  std::vector<bool> notes;
  for (const Sentence& sentence : reading.sentences) {
    const bool goes_on = !notes.empty() && notes.back() &&
                         reading.sentences[notes.size() - 1].paragraph == sentence.paragraph &&
                         PutsRight(sentence.text);
    notes.push_back(goes_on || OpensNote(sentence.text));
  }
  return notes;
}

bool IsDisclosed(const Finding& finding) {
  return std::find(finding.signals.begin(), finding.signals.end(), kDisclosed) !=
         finding.signals.end();
}

void LinkCorrections(const std::vector<std::string>& notes, std::vector<Finding>& findings) {
  std::vector<Note> read;
  std::vector<bool> specific;
  for (const std::string& text : notes) {
    Note note{&text, ReadLoneLine(text, ""), {}};
    note.subject = SubjectOf(note.line);
    specific.push_back(
        std::any_of(findings.begin(), findings.end(), [&note](const Finding& finding) {
          return !IsSilent(finding.type) && Names(note, finding);
        }));
    read.push_back(std::move(note));
  }
  for (Finding& finding : findings) {
    const Note* note = NoteFor(finding, read, specific);
    finding.signals.emplace_back(note != nullptr ? kDisclosed : "disclosed=no");
    if (note != nullptr) {
      finding.signals.push_back("note=" + Ellipsize(*note->text, kShownNote));
    }
  }
}

}  // namespace claimwatch
