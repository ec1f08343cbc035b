// From a stored version to its findings, ledger entries and alerts.
//
// All of it comes from the store and the configuration, so a fresh version and one that a crash
// left behind go the same way. Several workers call it at once.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "core/clock.h"
#include "core/mutex.h"
#include "daemon/proposals.h"
#include "daemon/topics.h"
#include "storage/store.h"

namespace claimwatch {

class PluginRound;  // daemon/plugins.h
class Registry;     // plugins/registry.h
struct Trouble;     // daemon/trouble.h

// Which reading of a version is compared: `reextract --write` lays a new one beside the stored one.
enum class Which { kOfToday, kAsStored };

// When and where an analysis is done, as its alerts say, and of what.
struct Moment {
  Time now{};
  std::string host;
  std::optional<Time> known_before;  // the ledger as it was then; nullopt: as it is
  Which which = Which::kOfToday;
};

// An error is the store's: kIo after a refused write, kNotFound for a version that is not there,
// kCorrupt. Everything raised is durable when a function returns.
class Analysis {
 public:
  // All are borrowed and must outlive it.
  Analysis(const Config& config, const std::vector<Topic>& topics, Store& store, const Clock& clock,
           const Registry& plugins);

  // Compares version `number` with the baselines of its topics and with the version before it, and
  // concludes it. Returns the alerts raised; an imported version raises none and teaches the ledger
  // nothing.
  Result<std::vector<Alert>> Conclude(std::string_view article_id, std::uint32_t number)
      CW_EXCLUDES(mutex_);
  // What Conclude would propose for a version, had it been called at `moment`. Writes nothing;
  // reads the whole ledger of each topic when it asks for an older one.
  Result<std::vector<Proposal>> ProposeAt(std::string_view article_id, std::uint32_t number,
                                          const Moment& moment) CW_EXCLUDES(mutex_);
  // removed_article, when the article belongs to a topic. Marks the article gone in any case.
  Result<std::vector<Alert>> RaiseRemoved(std::string_view article_id);
  // reverted: the article that was gone is back. Marks it so in any case.
  Result<std::vector<Alert>> RaiseRestored(std::string_view article_id);
  // reverted: the text of `number` is back for good, and what the next edit will be an edit of.
  Result<std::vector<Alert>> RaiseReverted(std::string_view article_id, std::uint32_t number);
  // source_degraded, under the first topic that watches the source. Each kind of trouble is told
  // once per bad time.
  Result<std::vector<Alert>> RaiseDegraded(const SourceConfig& source, const Trouble& trouble);

 private:
  struct Texts;  // a version and the one before it, with their readings
  struct Beside;

  Result<Texts> Read(std::string_view article_id, std::uint32_t number,
                     Which which = Which::kOfToday) const;
  Result<std::vector<Alert>> ConcludeQuietly(const Texts& texts, std::vector<Proposal> proposals);
  Result<std::vector<Proposal>> Propose(const Texts& texts) CW_EXCLUDES(mutex_);
  Result<std::vector<Proposal>> Compare(const Topic& topic, const Baseline* baseline,
                                        const Texts& texts, const Beside& beside) const;
  Result<std::vector<Alert>> RaiseAbout(const Texts& texts, Finding finding);
  ProposalContext ContextOf(const Texts& texts) const;

  Result<std::shared_ptr<const EventMemory>> MemoryAt(const std::string& topic,
                                                      const Moment& moment) CW_EXCLUDES(mutex_);
  // What was accepted for a topic so far, as it stands now.
  Result<std::shared_ptr<const EventMemory>> Memory(const std::string& topic) CW_EXCLUDES(mutex_);
  void Remember(const std::vector<Proposal>& proposals) CW_EXCLUDES(mutex_);

  const Config& config_;
  const std::vector<Topic>& topics_;
  Store& store_;
  const Clock& clock_;
  const Registry& plugins_;
  std::string host_;
  Mutex mutex_;
  std::map<std::string, std::shared_ptr<const EventMemory>> memory_ CW_GUARDED_BY(mutex_);
};

}  // namespace claimwatch
