#include "plugins/compare/event_tags.h"

#include <algorithm>

#include "core/text.h"
#include "plugins/compare/event.h"

namespace claimwatch {
namespace {

constexpr double kMostOwn = 0.4;
constexpr double kMostRival = 0.5;
constexpr double kNamesEvent = 0.4;    // "China–Central Asia Summit"
constexpr double kNamesParty = 0.1;    // "Central Asia", "Astana": any story of theirs has it
constexpr double kOtherMeeting = 0.5;  // "SCO summit", "the first summit"
constexpr double kOtherBody = 0.15;    // "SCO": it may be named in passing

bool IsSmall(const std::string& tag) {
  return std::none_of(tag.begin(), tag.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Names are told by their capitals; keywords often have none.
std::string WithCapitals(std::string tag) {
  bool opens = true;
  for (char& c : tag) {
    const bool small = c >= 'a' && c <= 'z';
    if (opens && small) {
      c = static_cast<char>(c & ~0x20);
    }
    opens = c == ' ' || c == '-';
  }
  return tag;
}

class TagReader {
 public:
  explicit TagReader(const BaselineIndex& index) : index_(index) {}

  void Read(const std::string& tag, const std::string& language) {
    const LoneLine line = ReadLoneLine(IsSmall(tag) ? WithCapitals(tag) : tag, language);
    for (const Clause& clause : line.clauses) {
      ReadNumber(NumberIn(clause, line.figures, index_.event()));
      other_ = other_ || NamesOtherPartner(clause, index_.event());
      for (const Entity& entity : clause.entities) {
        ReadName(entity, HasEventWord(clause));
      }
    }
  }

  TagEvidence Take() {
    const double rival = other_ ? kOtherMeeting : body_ ? kOtherBody : 0;
    evidence_.own = std::min(evidence_.names_event ? kNamesEvent : parties_, kMostOwn);
    evidence_.rival = std::min(evidence_.names_event ? rival / 2 : rival, kMostRival);
    if (evidence_.own > 0) {
      evidence_.reasons.emplace_back(evidence_.names_event ? "tagged with the event"
                                                           : "tagged with its parties");
    }
    if (evidence_.rival > 0) {
      evidence_.reasons.emplace_back(other_ ? "rival event: in the tags"
                                            : "another body in the tags");
    }
    return std::move(evidence_);
  }

 private:
  void ReadNumber(EventNumber number) {
    evidence_.names_event = evidence_.names_event || number == EventNumber::kOwn;
    other_ = other_ || number == EventNumber::kLower || number == EventNumber::kHigher;
  }

  void ReadName(const Entity& entity, bool meeting) {
    const bool format = index_.event().formats.contains(entity.key);
    if (format && meeting) {
      evidence_.names_event = true;
    } else if (index_.Has(entity.key) || !index_.Places(entity.key).empty()) {
      parties_ = std::min(parties_ + kNamesParty, 2 * kNamesParty);
    } else if (entity.key.starts_with("group:")) {
      other_ = other_ || meeting;
      body_ = true;
    } else if (entity.role == "place") {
      other_ = other_ || meeting;
    }
  }

  const BaselineIndex& index_;
  TagEvidence evidence_;
  double parties_ = 0;
  bool other_ = false;  // another meeting
  bool body_ = false;   // another body
};

}  // namespace

TagEvidence ReadEventTags(const BaselineIndex& index, const std::vector<std::string>& tags,
                          const std::string& language) {
  TagReader reader(index);
  for (const std::string& tag : tags) {
    reader.Read(tag, language);
  }
  return reader.Take();
}

}  // namespace claimwatch
