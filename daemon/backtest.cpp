#include "daemon/backtest.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/clock.h"
#include "daemon/analysis.h"
#include "daemon/replay.h"
#include "storage/erasure.h"
#include "storage/gravest.h"
#include "storage/import_mark.h"
#include "storage/order.h"

namespace claimwatch {
namespace {

using Place = std::pair<std::string, std::uint32_t>;  // article and version

// A version with the time of its analysis, as far as that is known.
struct Looked {
  Time when{};
  Place place;
  std::string host;
};

class Runner {
 public:
  Runner(const Backtest& house, Time since) : house_(house), since_(since) {}

  Result<BacktestReport> Run(const Progress& progress) {
    CW_TRY(FindVersions());
    CW_TRY(FindAlerts());
    CW_TRY(FindKnown());
    std::uint64_t done = 0;
    for (const Looked& one : looked_) {
      CW_TRY(Look(one));
      if (progress) {
        progress(++done, looked_.size());
      }
    }
    return Compared();
  }

 private:
  // Of each article the versions back to `since_`.
  Status FindVersions() {
    ArticleQuery query;
    query.since = since_;
    for (const ArticleRecord& article : CW_TRY(house_.store.Articles(query))) {
      const std::vector<std::uint32_t> order = CW_TRY(OrderOf(house_.store, article));
      for (auto number = order.rbegin(); number != order.rend(); ++number) {
        const std::optional<Version> version = CW_TRY(UnlessErased(
            house_.store, article.id, *number, house_.store.GetOriginal(article.id, *number)));
        if (version && version->retrieved < since_) {
          break;
        }
        if (version && version->source != kImportSource) {
          looked_.push_back({version->retrieved, {article.id, *number}, ""});
          places_.insert(looked_.back().place);
        }
      }
    }
    return Ok();
  }

  Status FindAlerts() {
    AlertQuery query;
    query.since = since_;
    std::map<Place, const Alert*> of_version;
    for (Alert& alert : CW_TRY(house_.store.Alerts(query))) {
      const Place place{alert.article_id, alert.version};
      if (TellsOfAText(alert) && places_.contains(place)) {
        of_version[place] = &(then_[alert.fingerprint] = std::move(alert));
      }
    }
    for (Looked& one : looked_) {
      if (const auto found = of_version.find(one.place); found != of_version.end()) {
        one.when = found->second->time;
        one.host = found->second->record.At("observer.hostname").AsString();
      }
    }
    std::sort(looked_.begin(), looked_.end(), [](const Looked& a, const Looked& b) {
      return std::tie(a.when, a.place) < std::tie(b.when, b.place);
    });
    return Ok();
  }

  // What the ledger knew from before: claims that no version of the stretch brought.
  Status FindKnown() {
    for (const ClaimRecord& claim : CW_TRY(house_.store.Claims(""))) {
      const bool ours =
          !claim.sightings.empty() &&
          places_.contains({claim.sightings.front().article_id, claim.sightings.front().version});
      if (!ours) {
        known_.insert(claim.fingerprint);
      }
    }
    return Ok();
  }

  Status Look(const Looked& one) {
    const ManualClock clock(one.when);
    Analysis analysis(house_.config, house_.topics, house_.store, clock, house_.plugins);
    const Moment then{one.when, one.host, one.when, Which::kAsStored};
    std::vector<Proposal> proposals =
        CW_TRY(analysis.ProposeAt(one.place.first, one.place.second, then));
    Gravest gravest(proposals, [this](const Proposal& proposal) {
      return !known_.contains(proposal.fingerprint);
    });
    for (Proposal& proposal : proposals) {
      // What is suppressed stays unheard, as in the ledger.
      const bool noted = !proposal.fingerprint.empty() && proposal.suppressed.empty() &&
                         known_.insert(proposal.fingerprint).second;
      if (!noted || !proposal.MayAlert() || gravest.LeavesIt(proposal)) {
        continue;
      }
      gravest.Tell(proposal, 1);
      proposal.alert->fingerprint = proposal.fingerprint;
      now_.push_back(*std::move(proposal.alert));
    }
    return Ok();
  }

  BacktestReport Compared() {
    BacktestReport report;
    report.versions = looked_.size();
    for (Alert& alert : now_) {
      const auto before = then_.find(alert.fingerprint);
      if (before == then_.end()) {
        report.added.push_back(std::move(alert));
        continue;
      }
      if (before->second.severity == alert.severity) {
        ++report.same;
      } else {
        report.moved.emplace_back(before->second, std::move(alert));
      }
      then_.erase(before);
    }
    for (auto& [fingerprint, alert] : then_) {
      report.dropped.push_back(std::move(alert));
    }
    std::sort(report.dropped.begin(), report.dropped.end(),
              [](const Alert& a, const Alert& b) { return a.sequence < b.sequence; });
    return report;
  }

  const Backtest& house_;
  const Time since_;
  std::vector<Looked> looked_;
  std::set<Place> places_;             // of looked_
  std::map<std::string, Alert> then_;  // raised really, by fingerprint
  std::set<std::string> known_;        // fingerprints
  std::vector<Alert> now_;
};

}  // namespace

Result<BacktestReport> RunBacktest(const Backtest& house, Time since, const Progress& progress) {
  return Runner(house, since).Run(progress);
}

}  // namespace claimwatch
