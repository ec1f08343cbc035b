#include "daemon/warc_page.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "core/content_coding.h"
#include "core/text.h"
#include "core/whole_number.h"
#include "daemon/intake.h"

namespace claimwatch {
namespace {

constexpr int kGood = 200;
constexpr int kNotModified = 304;

struct HttpAnswer {
  int status = 0;
  Headers headers;
  std::string_view body;  // as it came over the wire, or as an archiver left it
};

// The line at the front of `rest` without its end; nullopt when none ends.
std::optional<std::string_view> TakeLine(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

Result<HttpAnswer> ReadAnswer(std::string_view block) {
  if (!block.starts_with("HTTP/")) {
    return Error(Errc::kCorrupt, "the record holds no HTTP answer");
  }
  Intake intake((Intake::Limits()));
  std::string_view rest = block;
  while (const std::optional<std::string_view> line = TakeLine(rest)) {
    if (line->empty()) {
      return HttpAnswer{intake.status(), std::move(intake.headers()), rest};
    }
    if (!intake.TakeHeaderLine(*line)) {
      return Error(Errc::kLimit, intake.error());
    }
  }
  return Error(Errc::kCorrupt, "the HTTP headers of the record do not end");
}

bool IsHtml(std::string_view content_type) {
  const std::string type = AsciiLower(Trim(content_type.substr(0, content_type.find(';'))));
  return type == "text/html" || type == "application/xhtml+xml";
}

struct Body {
  std::string bytes;
  bool whole = true;
};

// RFC 9112, 7.1. nullopt: these are no chunks, the archiver took them away.
std::optional<Body> Unchunk(std::string_view raw) {
  Body body;
  body.whole = false;
  std::string_view rest = raw;
  while (const std::optional<std::string_view> line = TakeLine(rest)) {
    const auto size = ParseWhole<std::uint64_t>(Trim(line->substr(0, line->find(';'))), 16);
    if (!size) {
      return body.bytes.empty() ? std::nullopt : std::optional(std::move(body));
    }
    if (*size == 0) {
      body.whole = true;
      return body;
    }
    body.bytes.append(rest.substr(0, *size));
    if (rest.size() < *size) {
      return body;
    }
    rest.remove_prefix(*size);
    TakeLine(rest);
  }
  return body.bytes.empty() ? std::nullopt : std::optional(std::move(body));
}

bool LooksLikeMarkup(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
  }
  return Trim(bytes.substr(0, 1024)).starts_with('<');
}

Body WithoutChunks(const HttpAnswer& answer) {
  const bool chunked =
      AsciiLower(FindHeader(answer.headers, "transfer-encoding")).find("chunked") !=
      std::string::npos;
  std::optional<Body> body = chunked ? Unchunk(answer.body) : std::nullopt;
  if (body) {
    return *std::move(body);
  }
  const auto length =
      ParseWhole<std::uint64_t>(FindHeader(answer.headers, "content-length")).value_or(0);
  const bool coded = !FindHeader(answer.headers, "content-encoding").empty();
  return {std::string(answer.body), coded || answer.body.size() >= length};
}

// Writers do not agree whether the payload is what came over the wire or what was in it.
Status CheckPayload(const WarcRecord& record, std::string_view wire, std::string_view body) {
  const std::string_view digest = record.Field("warc-payload-digest");
  if (HasDigest(digest, wire).value_or(true) || HasDigest(digest, body).value_or(true)) {
    return Ok();
  }
  return Error(Errc::kCorrupt,
               fmt::format("the payload is not the one that {} says", EscapeControls(digest)));
}

Result<Body> ReadBody(const WarcRecord& record, const HttpAnswer& answer, Bytes most) {
  Body body = WithoutChunks(answer);
  CW_TRY(CheckPayload(record, answer.body, body.bytes));
  const std::string codings(FindHeader(answer.headers, "content-encoding"));
  Result<std::string> decoded = UndoCodings(codings, body.bytes, most);
  if (decoded.ok()) {
    body.bytes = std::move(decoded).value();
  } else if (!LooksLikeMarkup(body.bytes)) {
    return decoded.error();
  }
  if (body.bytes.size() > most.count) {
    return Error(Errc::kLimit, fmt::format("the body is over {}", FormatBytes(most)));
  }
  return body;
}

// What both kinds of record say about a page.
Result<Page> PageAt(const WarcRecord& record) {
  if (!record.Field("warc-segment-number").empty()) {
    return Error(Errc::kUnsupported, "the record is one segment of several");
  }
  Page page;
  page.url = page.requested = CW_TRY(Url::Parse(record.uri));
  page.fetched = record.date;
  if (const std::string_view address = record.Field("warc-ip-address"); !address.empty()) {
    const bool v6 = address.find(':') != std::string_view::npos;
    page.connected_address =
        fmt::format("{}{}{}:{}", v6 ? "[" : "", address, v6 ? "]" : "", page.url.port());
  }
  page.truncated = !record.Field("warc-truncated").empty();
  return page;
}

}  // namespace

bool BringsPage(std::string_view block_start) {
  const Result<HttpAnswer> answer = ReadAnswer(block_start);
  if (!answer.ok()) {
    return block_start.starts_with("HTTP/");  // longer headers are for the reader of the whole
  }
  return answer->status == kGood && IsHtml(FindHeader(answer->headers, "content-type"));
}

Result<Page> PageOfResponse(const WarcRecord& record, std::string_view block, Bytes most) {
  Page page = CW_TRY(PageAt(record));
  HttpAnswer answer = CW_TRY(ReadAnswer(block));
  Body body = CW_TRY(ReadBody(record, answer, most));
  page.status = answer.status;
  page.content_type = FindHeader(answer.headers, "content-type");
  page.headers = std::move(answer.headers);
  page.body = std::move(body.bytes);
  page.truncated = page.truncated || !body.whole;
  return page;
}

Result<Page> PageOfRevisit(const WarcRecord& record, std::string_view block, const Page& original) {
  Page page = CW_TRY(PageAt(record));
  const Result<HttpAnswer> answer = ReadAnswer(block);
  page.headers = answer.ok() ? answer->headers : original.headers;
  page.status = answer.ok() && answer->status != kNotModified ? answer->status : original.status;
  page.content_type = original.content_type;
  page.body = original.body;
  page.truncated = original.truncated;  // that the record itself is cut short is its nature
  return page;
}

}  // namespace claimwatch
