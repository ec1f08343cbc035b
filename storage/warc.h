// Captures as WARC 1.1 (ISO 28500), for archives and their tools.
//
// A record is a pure function of the capture: exported twice, it is the same bytes. Bodies are kept
// decoded, so the headers that spoke of the transfer are renamed "x-archive-orig-…" and the length
// is the body's; what cannot be in a response record (redirects, certificate, the version) is in a
// metadata record beside it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/import_mark.h"
#include "storage/store.h"

namespace claimwatch {

// A file that is packed is a gzip member for each record (ISO 28500, annex D), so that a reader may
// begin at any of them.
enum class WarcPacking { kPlain, kGzip };

// The record a WARC file opens with. `file` is its name, `made` the time that is written into it.
std::string WarcInfo(std::string_view file, std::string_view software, Time made,
                     WarcPacking packing = WarcPacking::kPlain);

// A response record and its metadata record. `facts` are further lines of the metadata. `mark` is
// that of an imported version: its lines are ours and go there too; without it every header is the
// server's.
std::string WarcRecords(const Capture& capture,
                        const std::vector<std::pair<std::string, std::string>>& facts,
                        const std::optional<ImportMark>& mark = std::nullopt,
                        WarcPacking packing = WarcPacking::kPlain);

}  // namespace claimwatch
