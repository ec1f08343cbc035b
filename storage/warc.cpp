#include "storage/warc.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/digest.h"
#include "core/text.h"
#include "core/zip.h"
#include "storage/base32.h"

namespace claimwatch {
namespace {

constexpr std::array<std::string_view, 3> kTransferHeaders = {"content-encoding", "content-length",
                                                              "transfer-encoding"};

std::string DigestOf(std::string_view bytes) {
  return "sha256:" + Base32(BytesOf(Sha256(bytes)));
}

// A name that the same record always gets: RFC 9562 version 8.
std::string RecordId(std::string_view seed) {
  std::string hex = Hex(Sha256(seed));
  hex[12] = '8';
  hex[16] = 'a';
  return fmt::format("<urn:uuid:{}-{}-{}-{}-{}>", hex.substr(0, 8), hex.substr(8, 4),
                     hex.substr(12, 4), hex.substr(16, 4), hex.substr(20, 12));
}

// Header values must not carry line breaks, whatever the server sent.
std::string OneLine(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
  return line;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string Lines(const Fields& fields) {
  std::string lines;
  for (const auto& [name, value] : fields) {
    lines += fmt::format("{}: {}\r\n", OneLine(name), OneLine(value));
  }
  return lines;
}

std::string Record(const Fields& fields, std::string_view block) {
  std::string record = "WARC/1.1\r\n" + Lines(fields);
  record += fmt::format("Content-Length: {}\r\n\r\n", block.size());
  return record.append(block).append("\r\n\r\n");
}

std::string HttpBlock(const Page& page, bool imported) {
  Fields fields;
  for (const auto& [name, value] : page.headers) {
    if (imported && name.starts_with(kImportHeaders)) {
      continue;  // ours: in the metadata record
    }
    const bool transfer = std::find(kTransferHeaders.begin(), kTransferHeaders.end(),
                                    AsciiLower(name)) != kTransferHeaders.end();
    fields.emplace_back(transfer ? "x-archive-orig-" + name : name, value);
  }
  fields.emplace_back("content-length", std::to_string(page.body.size()));
  return fmt::format("HTTP/1.1 {} \r\n", page.status) + Lines(fields) + "\r\n" + page.body;
}

// "203.0.113.7:443" and "[2001:db8::1]:443" without the port.
std::string AddressOf(std::string_view connected) {
  const std::size_t colon = connected.rfind(':');
  std::string_view host = connected.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  return std::string(host);
}

std::string Packed(std::string record, WarcPacking packing) {
  return packing == WarcPacking::kGzip ? Gzip(record) : std::move(record);
}

}  // namespace

std::string WarcInfo(std::string_view file, std::string_view software, Time made,
                     WarcPacking packing) {
  const std::string block = Lines({{"software", std::string(software)},
                                   {"format", "WARC File Format 1.1"},
                                   {"conformsTo",
                                    "https://iipc.github.io/warc-specifications/"
                                    "specifications/warc-format/warc-1.1/"}});
  return Packed(Record({{"WARC-Type", "warcinfo"},
                        {"WARC-Record-ID", RecordId(block + FormatTime(made))},
                        {"WARC-Date", FormatTime(made)},
                        {"WARC-Filename", std::string(file)},
                        {"Content-Type", "application/warc-fields"}},
                       block),
                packing);
}

std::string WarcRecords(const Capture& capture, const Fields& facts,
                        const std::optional<ImportMark>& mark, WarcPacking packing) {
  const Page& page = capture.page;
  const std::string id = RecordId("response " + capture.id);
  const std::string block = HttpBlock(page, mark.has_value());
  Fields response = {{"WARC-Type", "response"},
                     {"WARC-Record-ID", id},
                     {"WARC-Date", FormatTime(page.fetched)},
                     {"WARC-Target-URI", page.url.text()},
                     {"WARC-Block-Digest", DigestOf(block)},
                     {"WARC-Payload-Digest", DigestOf(page.body)}};
  if (!page.connected_address.empty()) {
    response.emplace_back("WARC-IP-Address", AddressOf(page.connected_address));
  }
  if (page.truncated) {
    response.emplace_back("WARC-Truncated", "unspecified");
  }
  response.emplace_back("Content-Type", "application/http;msgtype=response");

  Fields metadata = {{"claimwatch-capture", capture.id},
                     {"claimwatch-requested", page.requested.text()},
                     {"claimwatch-raw-hash", capture.raw_hash},
                     {"claimwatch-certificate-sha256", page.certificate_digest}};
  for (const Hop& hop : page.hops) {
    metadata.emplace_back("claimwatch-redirect", fmt::format("{} {}", hop.status, hop.url));
  }
  if (mark) {
    metadata.emplace_back("claimwatch-imported", FormatTime(mark->when));
    metadata.emplace_back("claimwatch-imported-from", mark->from);
  }
  metadata.insert(metadata.end(), facts.begin(), facts.end());
  return Packed(Record(response, block), packing) +
         Packed(Record({{"WARC-Type", "metadata"},
                        {"WARC-Record-ID", RecordId("metadata " + capture.id)},
                        {"WARC-Concurrent-To", id},
                        {"WARC-Date", FormatTime(page.fetched)},
                        {"WARC-Target-URI", page.url.text()},
                        {"Content-Type", "application/warc-fields"}},
                       Lines(metadata)),
                packing);
}

}  // namespace claimwatch
