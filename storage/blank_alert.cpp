#include "storage/blank_alert.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "storage/erasure.h"

namespace claimwatch {
namespace {

constexpr std::array<std::string_view, 4> kWords = {"evidence", "figure", "baseline_figure",
                                                    "delta"};

bool IsOneOf(const Json& document, const NumberedVersions& versions) {
  return document["id"].AsString() == versions.article_id &&
         versions.numbers.contains(
             static_cast<std::uint32_t>(document.At("version.number").AsInt()));
}

template <typename Keys>
Json Without(const Json& object, const Keys& keys) {
  Json rest = Json::MakeObject();
  for (const auto& [key, value] : object.Members()) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
      rest.Set(key, value);
    }
  }
  return rest;
}

Json BlankDocument(const Json& document, const NumberedVersions& versions) {
  if (!IsOneOf(document, versions)) {
    return document;
  }
  constexpr std::array<std::string_view, 1> kPeople = {"author"};
  Json blank = Without(document, kPeople);
  return blank.Set("headline", kErasedText);
}

}  // namespace

bool Quotes(const Json& record, const NumberedVersions& versions) {
  return IsOneOf(record.At("claimwatch.article"), versions) ||
         IsOneOf(record.At("claimwatch.baseline"), versions);
}

Json BlankAlert(const Json& record, const NumberedVersions& versions, Time when) {
  Json blank = record;
  blank.Set("message", fmt::format("{}: {}", record.At("event.action").AsString(), kErasedText));
  if (record["event"].Has("reason")) {
    blank.Edit("event").Set("reason", kErasedText);
  }
  Json own = Without(record["claimwatch"], kWords);
  for (const std::string_view document : {"article", "baseline"}) {
    if (own.Has(document)) {
      own.Set(document, BlankDocument(own[document], versions));
    }
  }
  if (own["disclosure"].Has("note")) {
    constexpr std::array<std::string_view, 1> kNote = {"note"};
    own.Set("disclosure", Without(own["disclosure"], kNote));
  }
  blank.Set("claimwatch", std::move(own));
  blank.Edit("labels").Set("erased", FormatTime(when));
  return blank;
}

}  // namespace claimwatch
