#include "daemon/dead_letters.h"

#include <fmt/core.h>

#include "core/json.h"

namespace claimwatch {
namespace {

constexpr std::string_view kDead = "dead/";
constexpr std::string_view kTrouble = "trouble/";

// Twenty digits, so that the order of keys is the order of alerts.
std::string LetterKey(std::string_view sink, std::uint64_t sequence) {
  return fmt::format("{}{}/{:020}", kDead, sink, sequence);
}

DeadLetter LetterFrom(const Json& json) {
  DeadLetter letter;
  letter.sink = json["sink"].AsString();
  letter.sequence = static_cast<std::uint64_t>(json["sequence"].AsInt());
  letter.error = json["error"].AsString();
  letter.tries = static_cast<int>(json["tries"].AsInt());
  letter.buried = ParseTime(json["buried"].AsString()).value_or(Time{});
  letter.again = json["again"].AsBool();
  return letter;
}

Result<std::vector<DeadLetter>> Chosen(const Store& store, const LetterChoice& choice) {
  std::vector<DeadLetter> letters = CW_TRY(DeadLetters(store, choice.sink));
  std::erase_if(letters, [&](const DeadLetter& letter) {
    return choice.sequence && letter.sequence != *choice.sequence;
  });
  return letters;
}

}  // namespace

Status Bury(Store& store, const DeadLetter& letter) {
  const Json json = Json::Of({{"sink", letter.sink},
                              {"sequence", letter.sequence},
                              {"error", letter.error},
                              {"tries", letter.tries},
                              {"buried", FormatTime(letter.buried)},
                              {"again", letter.again}});
  return store.PutState({{LetterKey(letter.sink, letter.sequence), json.Dump()}});
}

Result<std::vector<DeadLetter>> DeadLetters(const Store& store, std::string_view sink) {
  const std::string prefix = sink.empty() ? std::string(kDead) : fmt::format("{}{}/", kDead, sink);
  const std::vector<StateRecord> records = CW_TRY(store.States(prefix));
  std::vector<DeadLetter> letters;
  for (const StateRecord& record : records) {
    const Result<Json> json = Json::Parse(record.value);
    if (!json.ok()) {
      continue;
    }
    DeadLetter letter = LetterFrom(*json);
    if (sink.empty() || letter.sink == sink) {  // the name of another sink may go on after a slash
      letters.push_back(std::move(letter));
    }
  }
  return letters;
}

Result<std::size_t> RetryLetters(Store& store, const LetterChoice& choice) {
  std::vector<DeadLetter> letters = CW_TRY(Chosen(store, choice));
  for (DeadLetter& letter : letters) {
    letter.again = true;
    CW_TRY(Bury(store, letter));
  }
  return letters.size();
}

Result<std::size_t> DropLetters(Store& store, const LetterChoice& choice) {
  const std::vector<DeadLetter> letters = CW_TRY(Chosen(store, choice));
  std::vector<StateRecord> forget;
  for (const DeadLetter& letter : letters) {
    forget.push_back({LetterKey(letter.sink, letter.sequence), ""});
  }
  if (!forget.empty()) {
    CW_TRY(store.PutState(forget));
  }
  return letters.size();
}

Status NoteTrouble(Store& store, const SinkTrouble& trouble) {
  const std::string key = std::string(kTrouble) + trouble.sink;
  if (trouble.failures == 0) {
    return CW_TRY(store.GetState(key)) ? store.PutState({{key, ""}}) : Ok();
  }
  const Json json = Json::Of({{"failures", trouble.failures},
                              {"since", FormatTime(trouble.since)},
                              {"error", trouble.error}});
  return store.PutState({{key, json.Dump()}});
}

Result<std::optional<SinkTrouble>> TroubleOf(const Store& store, std::string_view sink) {
  const std::optional<std::string> value =
      CW_TRY(store.GetState(std::string(kTrouble) + std::string(sink)));
  const Result<Json> json = Json::Parse(value.value_or(""));
  if (!json.ok()) {
    return std::optional<SinkTrouble>();
  }
  SinkTrouble trouble;
  trouble.sink = sink;
  trouble.failures = static_cast<int>((*json)["failures"].AsInt());
  trouble.since = ParseTime((*json)["since"].AsString()).value_or(Time{});
  trouble.error = (*json)["error"].AsString();
  return std::optional<SinkTrouble>(std::move(trouble));
}

}  // namespace claimwatch
