// The ETag and Last-Modified a server gave for an address: one set, kept byte for byte and sent
// back as it came (FETCHING P01–P12, F43, F44).
#pragma once

#include <string>

#include "core/json.h"
#include "core/page.h"
#include "core/time.h"

namespace claimwatch {

struct Validators {
  std::string etag;           // with quotes and W/ as received
  std::string last_modified;  // opaque, never re-formatted
  std::string url;            // the address that gave them; they are sent to no other
  Time full_since{};          // when a whole body came last

  bool empty() const { return etag.empty() && last_modified.empty(); }

  bool operator==(const Validators&) const = default;
};

// What an answer's headers give; a validator over 1 KiB or with control characters is dropped.
Validators GivenBy(const Page& page);

// The set after an answer: a 200 or a 226 replaces it (what is missing is dropped), a 304 updates
// what it names, anything else changes nothing. Call it only for an answer that was accepted as
// what it should be.
Validators AfterAnswer(const Validators& before, int status, const Validators& given);

// What to send now: nothing when the last whole body is older than `full_every`, so that a server
// whose validators lie (a constant ETag over changing bodies) is found out.
Validators ToSend(const Validators& kept, Time now, Duration full_every);

Json ValidatorsJson(const Validators& validators);
Validators ValidatorsFromJson(const Json& json);

}  // namespace claimwatch
