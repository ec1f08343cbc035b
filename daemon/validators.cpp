#include "daemon/validators.h"

#include <algorithm>

namespace claimwatch {
namespace {

constexpr std::size_t kMaxLength = 1024;

// Bytes above 0x7F are kept: servers send them and want them back.
bool IsSafe(std::string_view value) {
  return value.size() <= kMaxLength && std::all_of(value.begin(), value.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte >= 0x20 && byte != 0x7F;
         });
}

std::string Safe(std::string_view value) {
  return IsSafe(value) ? std::string(value) : std::string();
}

// JSON strings are UTF-8 and a validator may be any bytes, so each byte travels as the code point
// of its number.
std::string BytesToText(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0 | byte >> 6U);
      text += static_cast<char>(0x80 | (byte & 0x3FU));
    }
  }
  return text;
}

std::string TextToBytes(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead >= 0x80 && i + 1 < text.size()) {
      ++i;
      bytes +=
          static_cast<char>((lead & 0x03U) << 6U | (static_cast<unsigned char>(text[i]) & 0x3FU));
    } else {
      bytes += text[i];
    }
  }
  return bytes;
}

}  // namespace

Validators GivenBy(const Page& page) {
  Validators given;
  given.etag = Safe(FindHeader(page.headers, "etag"));
  given.last_modified = Safe(FindHeader(page.headers, "last-modified"));
  given.url = page.url.text();
  given.full_since = page.fetched;
  return given;
}

Validators AfterAnswer(const Validators& before, int status, const Validators& given) {
  if (status == 200) {
    return given;
  }
  if (status == 226) {  // a part, but its validators are those of the whole
    Validators after = given;
    after.full_since = before.full_since;
    return after;
  }
  if (status != 304 || given.url != before.url) {
    return before;
  }
  Validators after = before;
  if (!given.etag.empty()) {
    after.etag = given.etag;
  }
  if (!given.last_modified.empty()) {
    after.last_modified = given.last_modified;
  }
  return after;
}

Validators ToSend(const Validators& kept, Time now, Duration full_every) {
  const Duration since = now - kept.full_since;  // far below zero: the clock was set back
  return since > full_every || since < -full_every ? Validators{} : kept;
}

Json ValidatorsJson(const Validators& validators) {
  if (validators.empty()) {
    return {};
  }
  return Json::Of({{"etag", BytesToText(validators.etag)},
                   {"last_modified", BytesToText(validators.last_modified)},
                   {"url", validators.url},
                   {"full_since", FormatTime(validators.full_since)}});
}

Validators ValidatorsFromJson(const Json& json) {
  Validators validators;
  validators.etag = TextToBytes(json["etag"].AsString());
  validators.last_modified = TextToBytes(json["last_modified"].AsString());
  validators.url = std::string(json["url"].AsString());
  validators.full_since = ParseTime(json["full_since"].AsString()).value_or(Time{});
  return validators;
}

}  // namespace claimwatch
