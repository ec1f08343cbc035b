#include "daemon/acks.h"

#include <fmt/format.h>

#include "core/text.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

constexpr std::string_view kPrefix = "ack/";
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestReason = 2'000;

// As many digits as there can be, so that the order of keys is that of the numbers.
std::string KeyOf(std::uint64_t sequence) {
  return fmt::format("{}{:020}", kPrefix, sequence);
}

Ack AckFrom(const Json& json) {
  Ack ack;
  ack.sequence = static_cast<std::uint64_t>(json["alert"].AsInt());
  ack.by = json["by"].AsString();
  ack.why = json["why"].AsString();
  ack.when = ParseTime(json["when"].AsString()).value_or(Time{});
  return ack;
}

}  // namespace

Json AckJson(const Ack& ack) {
  return Json::Of(
      {{"alert", ack.sequence}, {"by", ack.by}, {"why", ack.why}, {"when", FormatTime(ack.when)}});
}

Status Acknowledge(Store& store, Ack ack) {
  CW_TRY(store.FindAlert(std::to_string(ack.sequence)));
  if (Trim(ack.by).empty()) {
    return Error(Errc::kInvalid, "who acknowledges? name yourself with --by");
  }
  ack.by = Ellipsize(EscapeControls(ack.by), kLongestName);
  ack.why = Ellipsize(EscapeControls(ack.why), kLongestReason);
  if (const auto known = CW_TRY(store.GetState(KeyOf(ack.sequence))); known && ack.why.empty()) {
    ack.why = AckFrom(Json::Parse(*known).value_or(Json())).why;  // said before, and still true
  }
  return store.PutState({{KeyOf(ack.sequence), AckJson(ack).Dump()}});
}

Result<std::map<std::uint64_t, Ack>> Acks(const Store& store) {
  const std::vector<StateRecord> records = CW_TRY(store.States(kPrefix));
  std::map<std::uint64_t, Ack> acks;
  for (const StateRecord& record : records) {
    if (const Result<Json> json = Json::Parse(record.value); json.ok()) {
      Ack ack = AckFrom(*json);
      acks.emplace(ack.sequence, std::move(ack));
    }
  }
  return acks;
}

}  // namespace claimwatch
