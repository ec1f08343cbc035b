#include "daemon/scheduler.h"

#include <algorithm>

#include <fmt/core.h>

#include "core/url.h"
#include "daemon/scheduler_item.h"

namespace claimwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Duration kSpreadNew = minutes(5);
constexpr Duration kSlot = std::chrono::milliseconds(10);  // those put back together are one moment
constexpr std::size_t kFewSources = 32;                    // start at once
constexpr Duration kFullSource =
    hours(24);  // a whole body at least this often, whatever the validators say
constexpr Duration kFullArticle = hours(24 * 7);

// Whether `url` is another spelling of the address whose canonical form that is; empty: of none.
bool HasCanonical(const std::string& url, const std::string& canonical) {
  const Result<Url> known = Url::Parse(url);
  return !canonical.empty() && known.ok() && CanonicalUrl(*known) == canonical;
}

}  // namespace

std::string SourceKey(std::string_view source_id) {
  return "source/" + std::string(source_id);
}

std::string ArticleKey(std::string_view article) {
  return "article/" + std::string(article);
}

Scheduler::Scheduler(PolitenessConfig politeness, RecheckConfig recheck, const Clock& clock)
    : politeness_(std::move(politeness)),
      recheck_(std::move(recheck)),
      clock_(clock) {}

Scheduler::~Scheduler() = default;

Scheduler::Item* Scheduler::Find(const std::string& key) {
  const auto found = items_.find(key);
  return found == items_.end() ? nullptr : found->second.get();
}

const Scheduler::Item* Scheduler::Find(const std::string& key) const {
  const auto found = items_.find(key);
  return found == items_.end() ? nullptr : found->second.get();
}

Scheduler::Item& Scheduler::Add(const std::string& key, Subject subject, std::string url,
                                std::string source) {
  auto item = std::make_unique<Item>();
  item->key = key;
  item->subject = subject;
  item->url = std::move(url);
  item->source = std::move(source);
  return *items_.insert_or_assign(key, std::move(item)).first->second;
}

Duration Scheduler::ToSteady(Time wall) const {
  return clock_.Steady() + (wall - clock_.Now());
}

Time Scheduler::ToWall(Duration steady) const {
  return clock_.Now() + (steady - clock_.Steady());
}

void Scheduler::Birth(Item& item) const {
  const Duration age = std::max<Duration>(clock_.Now() - item.age.first_seen, Duration::zero());
  item.born = clock_.Steady() - age;
}

Time Scheduler::Today(const Item& item) const {
  return item.age.first_seen + (clock_.Steady() - item.born);
}

void Scheduler::OffAgenda(const Item& item) {
  agenda_.erase(OrderOf(item));
}

Scheduler::Order Scheduler::OrderOf(const Item& item) {
  const int rank = item.subject != Subject::kArticle ? 0 : item.asked == 0 ? 1 : 2;
  return {item.due, rank, item.waiting_since, item.key};
}

void Scheduler::OnAgenda(const Item& item) {
  if (!IsLeftAlone(item)) {
    agenda_.insert(OrderOf(item));
  }
}

// Whoever takes a source out of the configuration wants its site to be left alone.
bool Scheduler::IsLeftAlone(const Item& item) const {
  return item.subject == Subject::kArticle && enabled_ && !enabled_->contains(item.source);
}

void Scheduler::Schedule(Item& item, std::optional<Duration> in, std::string why) {
  OffAgenda(item);
  item.due = in ? clock_.Steady() + *in : kNever;
  item.waiting_since = item.due;
  item.why = std::move(why);
  if (in) {
    OnAgenda(item);
  }
  changed_.insert(item.key);
}

void Scheduler::Configure(PolitenessConfig politeness, RecheckConfig recheck) {
  politeness_ = std::move(politeness);
  recheck_ = std::move(recheck);
}

void Scheduler::NoteConfigured(const std::vector<SourceConfig>& sources) {
  enabled_.emplace();
  for (const SourceConfig& source : sources) {
    if (source.enabled) {
      enabled_->insert(source.id);
    }
  }
}

void Scheduler::SetSources(const std::vector<SourceConfig>& sources) {
  NoteConfigured(sources);
  std::set<std::string> urls;
  std::set<std::string> wanted;
  std::vector<Item*> added;
  for (const SourceConfig& source : sources) {
    const std::string key = SourceKey(source.id);
    if (!source.enabled || !urls.insert(source.url).second || !wanted.insert(key).second) {
      continue;
    }
    Item* known = Find(key);
    if (known != nullptr && known->configured_url == source.url) {
      const bool other =
          known->interval != source.interval || known->longest != source.longest_interval;
      known->interval = source.interval;
      known->longest = source.longest_interval;
      if (other) {
        PlanSooner(*known);
      }
      continue;
    }
    Drop(key);
    Item& item = Add(key, Subject::kSource, source.url, source.id);
    item.configured_url = source.url;
    item.interval = source.interval;
    item.longest = source.longest_interval;
    added.push_back(&item);
  }
  const Duration spread = added.size() <= kFewSources ? Duration::zero() : kSpreadNew;
  for (Item* item : added) {
    Schedule(*item, SpreadOf(item->key, spread), "never asked before");
  }
  DropGone(wanted);
  for (const auto& [key, item] : items_) {
    Readmit(*item);
  }
}

void Scheduler::DropGone(const std::set<std::string>& wanted) {
  std::vector<std::string> gone;
  for (const auto& [key, item] : items_) {
    if (item->subject != Subject::kArticle && !wanted.contains(SourceKey(item->source))) {
      gone.push_back(key);
    }
  }
  for (const std::string& key : gone) {
    Drop(key);
  }
}

// Takes an article off the agenda or puts it there, as its source is now. Those that became due
// meanwhile do not come all at once.
void Scheduler::Readmit(Item& item) {
  if (item.subject != Subject::kArticle || item.due == kNever || out_.contains(item.key)) {
    return;
  }
  const bool was_there = agenda_.erase(OrderOf(item)) > 0;
  if (!was_there && item.due < clock_.Steady()) {
    item.due = clock_.Steady() + SpreadOf(item.key, kSpreadNew);
    item.waiting_since = item.due;
  }
  OnAgenda(item);
}

void Scheduler::AddArticle(const ArticleTask& task) {
  const std::string key = ArticleKey(task.article);
  if (Item* known = Find(key); known != nullptr) {
    if (IsLeftAlone(*known)) {
      known->source = task.source;
      changed_.insert(key);
      Readmit(*known);
    }
    if (IsFinished(*known)) {
      Schedule(*known, Duration::zero(), "its feed changed it after its re-checks");
    }
    return;
  }
  Item& item = Add(key, Subject::kArticle, task.url, task.source);
  item.age.first_seen = task.first_seen;
  Birth(item);
  Schedule(item, Duration::zero(), "new entry of " + task.source);
}

void Scheduler::AddPart(const Part& part) {
  const std::string key = PartKey(part);
  if (items_.contains(key) || !items_.contains(SourceKey(part.source))) {
    return;
  }
  Item& item = Add(key, Subject::kPart, part.url, part.source);
  item.part = part;
  Schedule(item, Duration::zero(), "a further page of " + part.source);
}

void Scheduler::Drop(const std::string& key) {
  const Item* item = Find(key);
  if (item == nullptr) {
    return;
  }
  OffAgenda(*item);
  out_.erase(key);
  changed_.insert(key);
  items_.erase(key);
}

std::vector<Errand> Scheduler::TakeDue(std::size_t limit) {
  std::vector<Errand> errands;
  while (errands.size() < limit && !agenda_.empty() &&
         std::get<0>(*agenda_.begin()) <= clock_.Steady()) {
    Item& item = *Find(std::get<std::string>(*agenda_.begin()));
    agenda_.erase(agenda_.begin());
    out_.insert(item.key);
    const Duration full = item.subject == Subject::kSource ? kFullSource : kFullArticle;
    errands.push_back({item.key, item.subject, item.url, item.source,
                       ToSend(item.validators, clock_.Now(), full), item.why, item.part});
  }
  return errands;
}

void Scheduler::PutBack(const std::string& key, Duration wait, std::string reason) {
  Item* item = Find(key);
  if (item == nullptr || out_.erase(key) == 0) {
    return;
  }
  const Duration due = clock_.Steady() + std::max(wait, Duration::zero());
  item->due = kSlot * ((due + kSlot - Duration(1)) / kSlot);
  item->why = std::move(reason);
  OnAgenda(*item);
}

std::optional<Duration> Scheduler::NextIn() const {
  if (agenda_.empty()) {
    return std::nullopt;
  }
  return std::max(std::get<0>(*agenda_.begin()) - clock_.Steady(), Duration::zero());
}

bool Scheduler::MakeDue(Item& item, Firmness override_up_to) {
  const Standing& standing = item.standing;
  const bool by_force = override_up_to == Firmness::kTheirs;
  // How long an article's page calls itself fresh says nothing against what its feed announces.
  const bool asked_to_wait = standing.firmness == Firmness::kTheirs &&
                             (item.subject != Subject::kArticle || standing.failures > 0);
  const bool held = standing.retired || (asked_to_wait && standing.not_before > clock_.Now());
  const bool finished = item.due == kNever && !standing.retired;
  if (out_.contains(item.key) || IsLeftAlone(item) || ((held || finished) && !by_force)) {
    return false;
  }
  item.standing.retired = false;
  Schedule(item, Duration::zero(), by_force ? "the operator insists" : "the operator asks");
  return true;
}

std::size_t Scheduler::PollNow(Firmness override_up_to, const std::string& key) {
  if (!key.empty()) {
    Item* item = Find(key);
    return item != nullptr && MakeDue(*item, override_up_to) ? 1 : 0;
  }
  std::size_t count = 0;
  for (const auto& [name, item] : items_) {
    count += MakeDue(*item, override_up_to) ? 1U : 0U;
  }
  return count;
}

std::string Scheduler::KeyForUrl(std::string_view url) const {
  const Result<Url> wanted = Url::Parse(url);
  const std::string canonical = wanted.ok() ? CanonicalUrl(*wanted) : std::string();
  for (const auto& [key, item] : items_) {
    if (item->url == url || HasCanonical(item->url, canonical)) {
      return key;
    }
  }
  return {};
}

}  // namespace claimwatch
