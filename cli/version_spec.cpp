#include "cli/version_spec.h"

#include <map>
#include <optional>

#include <fmt/format.h>

#include "cli/open_store.h"
#include "cli/when.h"
#include "core/text.h"
#include "core/whole_number.h"
#include "storage/erasure.h"
#include "storage/order.h"

namespace claimwatch {
namespace {

bool IsVersionWord(std::string_view word) {
  return word == "latest" || word == "first" || word == "baseline" ||
         word.starts_with("baseline:") || ParseWhole<std::uint32_t>(word).has_value() ||
         (word.starts_with('~') && ParseWhole<std::uint32_t>(word.substr(1))) ||
         (word.starts_with('{') && word.ends_with('}'));
}

Error NoVersion(const ArticleRecord& article, std::string_view version) {
  return {Errc::kNotFound, fmt::format("article {}: no version '@{}', it has @1 to @{}", article.id,
                                       EscapeControls(version), article.versions)};
}

// The last version retrieved at or before `time`; it may be one that was erased since.
Result<std::uint32_t> NumberAt(const Store& store, const ArticleRecord& article,
                               std::string_view when, Time now) {
  const Time time = CW_TRY(ParseWhen(when, now));
  std::map<std::uint32_t, Time> retrieved;
  for (const Version& version : CW_TRY(store.Versions(article.id))) {
    retrieved[version.number] = version.retrieved;
  }
  for (const Erasure& erasure : CW_TRY(store.Erasures(article.id))) {
    retrieved[erasure.number] = erasure.retrieved;
  }
  std::uint32_t found = 0;
  for (const std::uint32_t number : CW_TRY(OrderOf(store, article))) {
    const auto one = retrieved.find(number);
    found = one != retrieved.end() && one->second <= time ? number : found;
  }
  if (found == 0) {
    return Error(Errc::kNotFound, fmt::format("article {}: no version by {}, it was first seen {}",
                                              article.id, when, FormatTime(article.first_seen)));
  }
  return found;
}

}  // namespace

VersionSpec SplitSpec(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at != std::string_view::npos && IsVersionWord(text.substr(at + 1))) {
    return {std::string(text.substr(0, at)), std::string(text.substr(at + 1))};
  }
  const std::size_t tilde = text.rfind('~');
  if (tilde != std::string_view::npos && text.find('/') == std::string_view::npos &&
      IsVersionWord(text.substr(tilde))) {
    return {std::string(text.substr(0, tilde)), std::string(text.substr(tilde))};
  }
  return {std::string(text), ""};
}

Result<std::uint32_t> FindNumber(const Store& store, const ArticleRecord& article,
                                 std::string_view version, Time now) {
  if (version.starts_with('{')) {
    return NumberAt(store, article, version.substr(1, version.size() - 2), now);
  }
  const std::vector<std::uint32_t> order = CW_TRY(OrderOf(store, article));
  std::uint32_t number = order.back();
  if (version == "first") {
    number = order.front();
  } else if (version.starts_with('~')) {
    const std::uint32_t back = ParseWhole<std::uint32_t>(version.substr(1)).value_or(0);
    number = back < order.size() ? order[order.size() - 1 - back] : 0;
  } else if (!version.empty() && version != "latest") {
    number = ParseWhole<std::uint32_t>(version).value_or(0);
  }
  if (number == 0 || number > article.versions) {
    return NoVersion(article, version);
  }
  return number;
}

Result<Version> FindVersion(const Store& store, const ArticleRecord& article,
                            std::string_view version, Time now) {
  const std::uint32_t number = CW_TRY(FindNumber(store, article, version, now));
  return store.GetVersion(article.id, number);
}

}  // namespace claimwatch
