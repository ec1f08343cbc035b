// How a version that `claimwatch import` brought is told from one that we fetched ourselves: its
// source is "import", and two header lines of its response say when it was imported and from which
// record of which file. The chain of hashes commits to both.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/page.h"
#include "core/time.h"

namespace claimwatch {

// What the names of the two lines begin with. A response that brings such a line itself loses it.
inline constexpr std::string_view kImportHeaders = "x-claimwatch-imported";

struct ImportMark {
  Time when{};       // of the import; when the page was fetched is Page::fetched
  std::string from;  // "FILE <urn:uuid:…>"
};

void SetImportMark(Page& page, const ImportMark& mark);
// nullopt for a page that was not imported. Of a page that we fetched this must not be asked: what
// a server sends is not ours.
std::optional<ImportMark> ImportMarkOf(const Page& page);

}  // namespace claimwatch
