// Which of the findings that one version brings on one claim is told: the gravest. That 40 became
// 45 is said, rather than that the baseline has no 45; the others are noted.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace claimwatch {

enum class Severity;  // core/finding.h
struct Proposal;      // storage/store.h

class Gravest {
 public:
  // `is_new` says of a fingerprint that the ledger has no such claim yet.
  Gravest(const std::vector<Proposal>& proposals,
          const std::function<bool(const Proposal&)>& is_new);

  // Whether this one, which might alert, leaves it to another.
  bool LeavesIt(const Proposal& proposal) const;

  // This one was told, as that alert.
  void Tell(const Proposal& proposal, std::uint64_t sequence);
  // The alert that told of the claim of `proposal`; 0 when none did.
  std::uint64_t ToldBy(const Proposal& proposal) const;

 private:
  std::map<std::string, Severity> gravest_;    // by topic and claim
  std::map<std::string, std::uint64_t> told_;  // the same; sequence of the alert
};

}  // namespace claimwatch
