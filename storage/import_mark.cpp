#include "storage/import_mark.h"

namespace claimwatch {
namespace {

constexpr std::string_view kWhen = "x-claimwatch-imported";
constexpr std::string_view kFrom = "x-claimwatch-imported-from";

}  // namespace

void SetImportMark(Page& page, const ImportMark& mark) {
  std::erase_if(page.headers,
                [](const auto& header) { return header.first.starts_with(kImportHeaders); });
  page.headers.emplace_back(kWhen, FormatTime(mark.when));
  page.headers.emplace_back(kFrom, mark.from);
}

std::optional<ImportMark> ImportMarkOf(const Page& page) {
  const std::optional<Time> when = ParseTime(FindHeader(page.headers, kWhen));
  if (!when) {
    return std::nullopt;
  }
  return ImportMark{*when, std::string(FindHeader(page.headers, kFrom))};
}

}  // namespace claimwatch
