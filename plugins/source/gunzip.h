// Documents that are stored compressed (sitemap.xml.gz). Compression of the transfer is undone by
// the fetcher long before.
#pragma once

#include <string>
#include <string_view>

namespace claimwatch {

// What `bytes` unpack to, up to 16 MiB: the rest of a bomb is not unpacked. What came before an
// error or the end of a truncated file is kept.
std::string Gunzip(std::string_view bytes);

}  // namespace claimwatch
