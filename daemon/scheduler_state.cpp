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

std::vector<std::pair<std::string, std::string>> Scheduler::TakeChanged() {
  std::vector<std::pair<std::string, std::string>> records;
  for (const std::string& key : changed_) {
    const Item* item = Find(key);
    if (item == nullptr) {
      records.emplace_back(key, "");
      continue;
    }
    Json json = Json::Of({{"url", item->url}, {"source", item->source}, {"why", item->why}});
    if (item->due != kNever) {
      json.Set("due", FormatTime(ToWall(item->due)));
    }
    json.Set("asked", item->asked);
    json.Set("validators", ValidatorsJson(item->validators));
    json.Set("standing", StandingJson(item->standing));
    if (item->subject == Subject::kSource) {
      json.Set("configured", item->configured_url);
      json.Set("move", MoveJson(item->move));
      json.Set("arrivals", item->arrivals.ToJson());
      json.Set("skip_hours", Numbers(item->skip_hours)).Set("skip_days", Numbers(item->skip_days));
      if (item->ttl) {
        json.Set("ttl", FormatDuration(*item->ttl));
      }
    } else {
      json.Set("first_seen", FormatTime(item->age.first_seen));
      SetTime(json, "changed", item->age.changed);
      json.Set("gone_seen", item->gone_seen).Set("gone", item->gone);
      SetTime(json, "gone_last", item->gone_last);
    }
    records.emplace_back(key, json.Dump());
  }
  changed_.clear();
  return records;
}

void Scheduler::Restore(const std::string& key, const Json& state) {
  if (key.starts_with("article/")) {
    RestoreArticle(key, state);
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
  RestoreDue(item, state, std::min(kSpreadOverdue, item.interval));
}

void Scheduler::RestoreArticle(const std::string& key, const Json& state) {
  if (items_.contains(key)) {
    return;
  }
  auto item = std::make_unique<Item>();
  item->key = key;
  item->subject = Subject::kArticle;
  item->url = std::string(state["url"].AsString());
  item->source = std::string(state["source"].AsString());
  item->age.first_seen = ParseTime(state["first_seen"].AsString()).value_or(clock_.Now());
  item->age.changed = ParseTime(state["changed"].AsString());
  item->gone_seen = static_cast<int>(std::clamp<std::int64_t>(state["gone_seen"].AsInt(), 0, 1000));
  item->gone = state["gone"].AsBool();
  item->gone_last = ParseTime(state["gone_last"].AsString());
  Item& added = *items_.emplace(key, std::move(item)).first->second;
  const RecheckPlan plan = NextRecheck(added.age, recheck_, clock_.Now());
  RestoreDue(added, state, std::min(kSpreadOverdue, plan.in.value_or(kSpreadOverdue)));
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
  } else if (*due <= clock_.Now()) {
    Schedule(item, SpreadOf(item.key, spread), why + "; overdue since the last stop");
  } else {
    Schedule(item, std::min(*due - clock_.Now(), kFarthest), why);
  }
  changed_.erase(item.key);
}

Json Scheduler::Explain(const std::string& key) const {
  const Item* item = Find(key);
  if (item == nullptr) {
    return {};
  }
  const Standing& standing = item->standing;
  Json json = Json::Of({{"key", item->key}, {"url", item->url}, {"source", item->source}});
  if (out_.contains(key)) {
    json.Set("state", "asking");
  } else if (item->due == kNever) {
    json.Set("state", standing.retired ? "retired" : "finished");
  } else {
    json.Set("state", "waiting").Set("due", FormatTime(ToWall(item->due)));
    json.Set("in", FormatAge(clock_.Steady() - item->due));
  }
  json.Set("why", item->why).Set("asked", item->asked);
  json.Set("last_status", standing.last_status).Set("failures", standing.failures);
  if (!standing.last_error.empty()) {
    json.Set("last_error", standing.last_error);
  }
  if (standing.not_before > clock_.Now()) {
    json.Set("floor",
             Json::Of({{"until", FormatTime(standing.not_before)},
                       {"by", standing.firmness == Firmness::kTheirs ? "the server" : "us"},
                       {"reason", standing.reason}}));
  }
  json.Set("conditional", !item->validators.empty());
  if (item->subject == Subject::kSource) {
    json.Set("interval", FormatDuration(item->interval))
        .Set("expected_per_day", item->arrivals.PerDay());
    json.Set("learning", item->arrivals.polls() <= 24);
    json.Set("moving_to", item->move.to);
  } else {
    json.Set("first_seen", FormatTime(item->age.first_seen)).Set("gone", item->gone);
    SetTime(json, "changed", item->age.changed);
  }
  return json;
}

}  // namespace claimwatch
