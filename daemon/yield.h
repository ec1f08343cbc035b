// Whether a source still yields what it should: several pages in a row that are walls, errors or no
// feed make it degraded, which is said once, until it has recovered.
#pragma once

#include <optional>
#include <string_view>

#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

class Json;   // core/json.h
class Store;  // storage/store.h

class Yield {
 public:
  // Whose results: a feed that is read well says nothing of articles that are walls.
  enum class Of { kFeed, kPages };

  enum class Sign {
    kOne,   // one more page
    kSure,  // no need to count
  };

  // `store` must outlive it.
  explicit Yield(Store& store) : store_(store) {}

  // Notes one result of `source`; an empty `problem` is a good one. Since when it is degraded,
  // until Told is called.
  Result<std::optional<Time>> Note(std::string_view source, Of of, std::string_view problem,
                                   Sign sign, Time now);
  // The users know that it is degraded.
  Status Told(std::string_view source, Of of);

  // What is wrong with `source`, its feed first: "problem", "since"; null when nothing is.
  static Result<Json> Trouble(const Store& store, std::string_view source);

 private:
  Store& store_;
};

}  // namespace claimwatch
