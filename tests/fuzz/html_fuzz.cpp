// Any bytes are a page: extraction ends, stays within its limits and returns valid text.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/page.h"
#include "core/text.h"
#include "plugins/extract/article.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  claimwatch::Page page;
  page.content_type = "text/html";
  page.body.assign(reinterpret_cast<const char*>(data), size);
  const claimwatch::Result<claimwatch::Article> article = claimwatch::ExtractArticle(page);
  if (article.ok() &&
      (!claimwatch::IsValidUtf8(article->Text()) || !claimwatch::IsValidUtf8(article->title))) {
    __builtin_trap();
  }
  return 0;
}
