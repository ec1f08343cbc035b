// A page out of an archive: the HTTP answer that a WARC record holds, as the fetcher would have
// given it to us.
#pragma once

#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/page.h"
#include "core/result.h"
#include "storage/warc_reader.h"

namespace claimwatch {

// Whether the beginning of a response record's block is that of HTML with status 200; decided
// without the body, so that a film is passed over unread.
bool BringsPage(std::string_view block_start);

// The page of a response record: chunks and content codings undone (a body that was stored decoded
// under its old headers is taken as it is), WARC-Payload-Digest checked. `fetched` is the
// WARC-Date. kCorrupt, kLimit over `most`, kUnsupported for a segment of a record or a coding that
// is not known, kInvalid for an address that is no http or https one.
Result<Page> PageOfResponse(const WarcRecord& record, std::string_view block, Bytes most);

// The page of a revisit record: `original`'s body, seen again at the time and with the headers of
// the revisit.
Result<Page> PageOfRevisit(const WarcRecord& record, std::string_view block, const Page& original);

}  // namespace claimwatch
