// The scheduler's records as JSON, and its answer to "why then?".
#include <algorithm>

#include "daemon/scheduler_item.h"

namespace claimwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Duration kSpreadOverdue = minutes(5);
constexpr Duration kFarthest = hours(24 * 60);  // a due time beyond it is a clock that was wrong

Json Numbers(const std::vector<int>& values) {
  Json array = Json::MakeArray();
  for (const int value : values) {
    array.Push(value);
  }
  return array;
}

std::vector<int> NumbersFrom(const Json& json) {
  std::vector<int> values;
  for (const Json& value : json.Items()) {
    if (values.size() < 24) {
      values.push_back(static_cast<int>(std::clamp<std::int64_t>(value.AsInt(), 0, 23)));
    }
  }
  return values;
}

void SetTime(Json& json, std::string_view key, const std::optional<Time>& time) {
  if (time) {
    json.Set(key, FormatTime(*time));
  }
}

}  // namespace

Json Scheduler::SourceState(const Item& item) {
  Json json = Json::Of({{"configured", item.configured_url},
                        {"move", MoveJson(item.move)},
                        {"arrivals", item.arrivals.ToJson()},
                        {"skip_hours", Numbers(item.skip_hours)},
                        {"skip_days", Numbers(item.skip_days)},
                        {"interval", FormatDuration(item.interval)},
                        {"longest_interval", FormatDuration(item.longest)}});
  if (item.ttl) {
    json.Set("ttl", FormatDuration(*item.ttl));
  }
  if (item.gaps > 0) {
    json.Set("gaps", item.gaps).Set("halvings", item.halvings).Set("slots", item.slots);
    SetTime(json, "gap_at", item.gap_at);
  }
  if (!item.suggested.empty()) {
    json.Set("suggested", item.suggested);
  }
  return json;
}

Json Scheduler::ArticleState(const Item& item) {
  Json json = Json::Of({{"first_seen", FormatTime(item.age.first_seen)},
                        {"gone_seen", item.gone_seen},
                        {"gone", item.gone}});
  SetTime(json, "changed", item.age.changed);
  SetTime(json, "gone_last", item.gone_last);
  SetTime(json, "gone_since", item.gone_since);
  return json;
}

Json Scheduler::StateOf(const Item& item) const {
  Json json = item.subject == Subject::kSource    ? SourceState(item)
              : item.subject == Subject::kArticle ? ArticleState(item)
                                                  : PartJson(item.part);
  json.Set("url", item.url).Set("source", item.source).Set("why", item.why);
  if (item.due != kNever) {
    json.Set("due", FormatTime(ToWall(item.due)));
  }
  return json.Set("asked", item.asked)
      .Set("validators", ValidatorsJson(item.validators))
      .Set("standing", StandingJson(item.standing));
}

bool Scheduler::IsFinished(const Item& item) const {
  return item.subject == Subject::kArticle && item.due == kNever && !out_.contains(item.key);
}

// A newsroom meets tens of thousands of articles a day; what is kept of those it is done with would
// grow for as long as the store lives, and be read at every start.
std::vector<std::pair<std::string, std::string>> Scheduler::TakeChanged() {
  std::vector<std::pair<std::string, std::string>> records;
  for (const std::string& key : changed_) {
    const auto item = items_.find(key);
    if (item != items_.end() && !IsFinished(*item->second)) {
      records.emplace_back(key, StateOf(*item->second).Dump());
      continue;
    }
    records.emplace_back(key, "");
    if (item != items_.end()) {
      items_.erase(item);
    }
  }
  changed_.clear();
  return records;
}

void Scheduler::Restore(const std::string& key, const Json& state) {
  if (key.starts_with("article/")) {
    RestoreArticle(key, state);
    return;
  }
  if (key.starts_with("part/")) {
    RestorePart(key, state);
    return;
  }
  Item* item = Find(key);
  if (item != nullptr && item->configured_url == state["configured"].AsString()) {
    RestoreSource(*item, state);
  }
}

void Scheduler::RestoreSource(Item& item, const Json& state) {
  item.url = std::string(state["url"].AsString(item.configured_url));
  item.move = MoveFromJson(state["move"]);
  item.arrivals = Arrivals::FromJson(state["arrivals"]);
  item.skip_hours = NumbersFrom(state["skip_hours"]);
  item.skip_days = NumbersFrom(state["skip_days"]);
  item.ttl = ParseDuration(state["ttl"].AsString());
  item.gaps = static_cast<std::uint64_t>(std::max<std::int64_t>(state["gaps"].AsInt(), 0));
  item.halvings =
      static_cast<int>(std::clamp<std::int64_t>(state["halvings"].AsInt(), 0, kMostHalvings));
  item.gap_at = ParseTime(state["gap_at"].AsString());
  item.slots = static_cast<int>(std::clamp<std::int64_t>(state["slots"].AsInt(), 0, 1'000'000));
  item.suggested = state["suggested"].AsString();
  RestoreDue(item, state, std::min(kSpreadOverdue, item.interval));
  const bool other = state["interval"].AsString() != FormatDuration(item.interval) ||
                     state["longest_interval"].AsString() != FormatDuration(item.longest);
  if (other && !state["interval"].AsString().empty()) {
    PlanSooner(item);
    changed_.insert(item.key);
  }
}

void Scheduler::RestoreArticle(const std::string& key, const Json& state) {
  if (items_.contains(key)) {
    return;
  }
  Item& item = Add(key, Subject::kArticle, std::string(state["url"].AsString()),
                   std::string(state["source"].AsString()));
  item.age.first_seen = ParseTime(state["first_seen"].AsString()).value_or(clock_.Now());
  item.age.changed = ParseTime(state["changed"].AsString());
  Birth(item);
  item.gone_seen = static_cast<int>(std::clamp<std::int64_t>(state["gone_seen"].AsInt(), 0, 1000));
  item.gone = state["gone"].AsBool();
  item.gone_last = ParseTime(state["gone_last"].AsString());
  item.gone_since = ParseTime(state["gone_since"].AsString());
  const RecheckPlan plan = NextRecheck(item.age, recheck_, Today(item));
  RestoreDue(item, state, std::min(kSpreadOverdue, plan.in.value_or(kSpreadOverdue)));
  if (IsFinished(item)) {
    changed_.insert(key);  // stores of before kept it
  }
}

// A part of a source that is not configured any more is dropped, with its record.
void Scheduler::RestorePart(const std::string& key, const Json& state) {
  const Part part = PartFromJson(state);
  if (part.url.empty() || PartKey(part) != key || !items_.contains(SourceKey(part.source))) {
    changed_.insert(key);
    return;
  }
  AddPart(part);
  Item& added = *Find(key);
  added.asked = static_cast<std::uint64_t>(std::max<std::int64_t>(state["asked"].AsInt(), 0));
}

// No source waits longer than this by its plan or for its failures; for what the other side asked
// for any item may.
Duration Scheduler::Farthest(const Item& item) const {
  const bool by_plan =
      item.subject == Subject::kSource && item.standing.firmness == Firmness::kOurs;
  return by_plan ? std::max({item.interval, item.longest, politeness_.backoff.max,
                             Duration(hours(24))}) +
                       hours(24)
                 : std::max(kFarthest, politeness_.respect_retry_after);
}

// What became due while we were away does not come all at once; what was never asked is owed and
// comes now.
void Scheduler::RestoreDue(Item& item, const Json& state, Duration spread) {
  item.validators = ValidatorsFromJson(state["validators"]);
  item.standing = StandingFromJson(state["standing"]);
  item.asked = static_cast<std::uint64_t>(std::max<std::int64_t>(state["asked"].AsInt(), 0));
  const std::string why(state["why"].AsString());
  const std::optional<Time> due = ParseTime(state["due"].AsString());
  if (!due) {
    Schedule(item, item.asked == 0 ? std::optional(Duration::zero()) : std::nullopt, why);
  } else if (item.asked == 0) {
    Schedule(item, Duration::zero(), why);
  } else if (*due - clock_.Now() > Farthest(item)) {
    Schedule(item, SpreadOf(item.key, spread),
             why + "; its time was set by a clock that was ahead");
  } else if (*due <= clock_.Now()) {
    Schedule(item, SpreadOf(item.key, spread), why + "; overdue since the last stop");
  } else {
    Schedule(item, *due - clock_.Now(), why);
  }
  changed_.erase(item.key);
}

std::string Scheduler::WhyOf(const Item& item) const {
  return IsLeftAlone(item) ? "its source " + item.source +
                                 " is not configured or disabled: not asked while that is so"
                           : item.why;
}

void Scheduler::ExplainState(const Item& item, Json& json) const {
  if (out_.contains(item.key)) {
    json.Set("state", "asking");
  } else if (IsLeftAlone(item)) {
    json.Set("state", "left alone");
  } else if (item.due == kNever) {
    json.Set("state", item.standing.retired ? "retired" : "finished");
  } else {
    json.Set("state", "waiting").Set("due", FormatTime(ToWall(item.due)));
    json.Set("in", FormatAge(clock_.Steady() - item.due));
  }
}

void Scheduler::ExplainStanding(const Item& item, Json& json) const {
  const Standing& standing = item.standing;
  json.Set("last_status", standing.last_status).Set("failures", standing.failures);
  if (!standing.last_error.empty()) {
    json.Set("last_error", standing.last_error);
  }
  SetTime(json, "failing_since", standing.failing_since);
  if (standing.not_before > clock_.Now()) {
    json.Set("floor",
             Json::Of({{"until", FormatTime(standing.not_before)},
                       {"by", standing.firmness == Firmness::kTheirs ? "the server" : "us"},
                       {"reason", standing.reason}}));
  }
}

void Scheduler::ExplainSource(const Item& item, Json& json) const {
  json.Set("interval", FormatDuration(FloorOf(item)))
      .Set("expected_per_day", item.arrivals.PerDay())
      .Set("polls", item.arrivals.polls())
      .Set("learning", item.arrivals.polls() <= kLearningPolls)
      .Set("moving_to", item.move.to);
  if (item.url != item.configured_url) {
    json.Set("configured", item.configured_url);
  }
  if (item.gaps > 0) {
    json.Set("gaps", item.gaps);
    SetTime(json, "gap_at", item.gap_at);
  }
  if (!item.suggested.empty()) {
    json.Set("suggested", item.suggested);
  }
  if (!item.robots.empty()) {
    json.Set("robots", item.robots);
  }
}

std::optional<Scheduler::Next> Scheduler::NextOf(const std::string& key) const {
  const Item* item = Find(key);
  if (item == nullptr) {
    return std::nullopt;
  }
  Next next{std::nullopt, WhyOf(*item)};
  if (item->due != kNever && !out_.contains(key) && !IsLeftAlone(*item)) {
    next.due = ToWall(item->due);
  }
  return next;
}

Json Scheduler::Explain(const std::string& key) const {
  const Item* item = Find(key);
  if (item == nullptr) {
    return {};
  }
  Json json = Json::Of({{"key", item->key}, {"url", item->url}, {"source", item->source}});
  ExplainState(*item, json);
  json.Set("why", WhyOf(*item)).Set("asked", item->asked);
  ExplainStanding(*item, json);
  json.Set("conditional", !item->validators.empty());
  if (item->subject == Subject::kSource) {
    ExplainSource(*item, json);
  } else if (item->subject == Subject::kArticle) {
    json.Set("first_seen", FormatTime(item->age.first_seen)).Set("gone", item->gone);
    SetTime(json, "changed", item->age.changed);
  }
  return json;
}

}  // namespace claimwatch
