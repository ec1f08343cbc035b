// Makes the alert record (alert.schema.json) from a finding and the facts around it: Elastic Common
// Schema names, our own facts below "claimwatch". The store stamps sequence and integrity when it
// commits the record.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/alert.h"
#include "core/article.h"
#include "core/finding.h"
#include "core/page.h"
#include "plugins/stage.h"

namespace claimwatch {

// Whether the publisher owned up to an edit (AHEAD 4).
enum class Disclosure { kDisclosed, kUndisclosed, kNotApplicable, kUnknown };

// A stretch of a word difference: '=', '-' or '+'.
using WordChange = std::pair<char, std::string>;

// What a record says besides the finding. Borrowed for the call.
struct AlertFacts {
  std::string_view topic;
  const Baseline* baseline = nullptr;  // of a finding against a baseline
  const Version* version = nullptr;    // of the article; never nullptr
  const Version* previous = nullptr;   // nullptr: this is its first version
  const Page* page = nullptr;          // the response it was read from, when at hand
  std::vector<WordChange>
      words;  // from the other sentence to this one; empty when there is no other
  std::string_view fingerprint;
  std::string_view host;  // name of the machine that watches
  Time now{};
};

// "sha256:…" of topic and key: the claim's place in the ledger.
std::string Fingerprint(std::string_view topic, std::string_view key);

// event.id: the same finding on the same version always makes the same id, here and on a second
// machine, so a repeated analysis or delivery can be told from a new alert. First 32 hex digits of
// SHA-256 over topic and baseline id, article URL, text hash, type, hash of both sentences and the
// claim's key, and the figure's span.
struct AlertPlace {
  std::string_view topic;
  std::string_view baseline;  // empty: an edit
};

std::string AlertId(const Finding& finding, const AlertPlace& place, const Version& version);

// Whether the new version admits its edit: a correction note that the old one did not have, or at
// least a later dateModified. kNotApplicable for a first version.
Disclosure JudgeDisclosure(const Version* previous, const Version& version);

// The whole alert, not yet stamped.
Alert MakeAlert(const Finding& finding, const AlertFacts& facts);

}  // namespace claimwatch
