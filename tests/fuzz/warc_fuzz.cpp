// WARC files of strangers: records, gzip members, HTTP answers, chunks and content codings.
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "core/content_coding.h"
#include "daemon/warc_page.h"
#include "storage/warc_reader.h"

namespace {

using namespace claimwatch;

void ReadOne(WarcReader& reader, const WarcRecord& record) {
  static_cast<void>(BringsPage(reader.PeekBlock(4096)));
  const Result<std::string> block = reader.ReadBlock();
  if (!block.ok()) {
    return;
  }
  const Result<Page> page = PageOfResponse(record, *block, 1_MiB);
  if (page.ok()) {
    CW_CHECK(page->body.size() <= (1_MiB).count);
    static_cast<void>(PageOfRevisit(record, *block, *page).ok());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  std::istringstream in(bytes);
  WarcReader reader(in, {.head = 4_KiB, .fields = 32, .block = 1_MiB});
  // Each turn passes a byte at least, of what may have been unpacked a thousandfold.
  for (std::size_t turns = 0;; ++turns) {
    const Result<std::optional<WarcRecord>> record = reader.Next();
    if (record.ok() && !*record) {
      break;
    }
    if (record.ok()) {
      ReadOne(reader, **record);
    }
    CW_CHECK(turns <= 2048 * (size + 1));
  }
  for (const char* coding : {"gzip", "deflate", "br", "zstd"}) {
    const Result<std::string> body = UndoCodings(coding, bytes, 64_KiB);
    CW_CHECK(!body.ok() || body->size() <= (64_KiB).count);
  }
  return 0;
}
