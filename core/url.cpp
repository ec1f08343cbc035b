#include "core/url.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <vector>

#include <curl/curl.h>
#include <libpsl.h>
#include <unicode/uidna.h>

#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongest = 4096;

struct HandleCloser {
  void operator()(CURLU* handle) const { curl_url_cleanup(handle); }
};

using Handle = std::unique_ptr<CURLU, HandleCloser>;

std::string Part(CURLU* handle, CURLUPart part, unsigned flags) {
  char* text = nullptr;
  if (curl_url_get(handle, part, &text, flags) != CURLUE_OK || text == nullptr) {
    return {};
  }
  std::string value(text);
  curl_free(text);
  return value;
}

Error Refusal(std::string_view text, std::string_view why) {
  return {Errc::kInvalid, "'" + Ellipsize(EscapeControls(text), 120) + "': " + std::string(why)};
}

// Parameters that say how a reader came, never what is read (spec/FETCHING 4.2).
constexpr auto kTrackingNames = std::to_array<std::string_view>(
    {"fbclid",      "gclid",       "dclid",      "gbraid",        "wbraid",    "gclsrc",
     "msclkid",     "twclid",      "yclid",      "ysclid",        "_openstat", "mc_cid",
     "mc_eid",      "mkt_tok",     "srsltid",    "igshid",        "vero_id",   "vero_conv",
     "wickedid",    "oly_anon_id", "oly_enc_id", "rb_clickid",    "__hssc",    "__hstc",
     "__hsfp",      "_hsenc",      "_hsmi",      "hsctatracking", "cmpid",     "ns_campaign",
     "ns_mchannel", "smid",        "ref_src"});
constexpr auto kTrackingPrefixes =
    std::to_array<std::string_view>({"utm_", "mtm_", "ga_", "itm_", "hmb_", "fb_", "at_"});

bool IsTracking(std::string_view parameter) {
  const std::string name = AsciiLower(parameter.substr(0, parameter.find('=')));
  return std::find(kTrackingNames.begin(), kTrackingNames.end(), name) != kTrackingNames.end() ||
         std::any_of(kTrackingPrefixes.begin(), kTrackingPrefixes.end(),
                     [&](std::string_view prefix) { return name.starts_with(prefix); });
}

int HexValue(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool IsUnreserved(char c) {
  const char lower = static_cast<char>(c | 0x20);
  return (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z') ||
         std::string_view("-._~").find(c) != std::string_view::npos;
}

bool MustEscape(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte >= 0x7F ||
         std::string_view("\"<>^`{|}").find(c) != std::string_view::npos;
}

void AppendEscaped(char c, std::string& out) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out.push_back('%');
  out.push_back(kHex[byte >> 4U]);
  out.push_back(kHex[byte & 15U]);
}

// %XX upper case, unreserved characters decoded, everything that needs it escaped.
std::string CanonicalEscapes(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? HexValue(text[i + 1]) : -1;
    const int low = high >= 0 ? HexValue(text[i + 2]) : -1;
    if (low >= 0) {
      const auto byte = static_cast<char>(high * 16 + low);
      i += 2;
      if (IsUnreserved(byte)) {
        out.push_back(byte);
      } else {
        AppendEscaped(byte, out);
      }
    } else if (MustEscape(text[i])) {
      AppendEscaped(text[i], out);
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

// RFC 3986 5.2.4 on an absolute path.
std::string RemoveDotSegments(std::string_view path) {
  std::vector<std::string_view> kept;
  const std::vector<std::string_view> segments = Split(path.substr(1), '/');
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const bool last = i + 1 == segments.size();
    if (segments[i] == "..") {
      if (!kept.empty()) {
        kept.pop_back();
      }
    } else if (segments[i] != ".") {
      kept.push_back(segments[i]);
      continue;
    }
    if (last) {
      kept.emplace_back();
    }
  }
  std::string out;
  for (const std::string_view segment : kept) {
    out.push_back('/');
    out.append(segment);
  }
  return out.empty() ? "/" : out;
}

std::string CanonicalQuery(std::string_view query) {
  std::string out;
  for (const std::string_view parameter : Split(query, '&')) {
    if (parameter.empty() || IsTracking(parameter)) {
      continue;
    }
    out += (out.empty() ? "?" : "&") + CanonicalEscapes(parameter);
  }
  return out;
}

// UTS #46 to ASCII; the host as it is when that fails.
std::string AsciiHost(const std::string& host) {
  const bool ascii = std::all_of(host.begin(), host.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) {
    return host;
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, decltype(&uidna_close)> idna(
      uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII, &status), &uidna_close);
  std::array<char, 256> buffer{};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  const std::int32_t size = uidna_nameToASCII_UTF8(
      idna.get(), host.data(), static_cast<std::int32_t>(host.size()), buffer.data(),
      static_cast<std::int32_t>(buffer.size()), &info, &status);
  if (U_FAILURE(status) || info.errors != 0 || size <= 0) {
    return host;
  }
  return {buffer.data(), static_cast<std::size_t>(size)};
}

bool IsAddress(std::string_view host) {
  return host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

Result<Url> Url::Parse(std::string_view text) {
  text = Trim(text);
  if (text.size() > kLongest) {
    return Refusal(text, "URL longer than 4 KiB");
  }
  if (std::any_of(text.begin(), text.end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; })) {
    return Refusal(text, "URL has control characters");
  }
  const Handle handle(curl_url());
  const std::string copy(text);
  constexpr unsigned kFlags = CURLU_NON_SUPPORT_SCHEME | CURLU_PATH_AS_IS | CURLU_ALLOW_SPACE;
  if (curl_url_set(handle.get(), CURLUPART_URL, copy.c_str(), kFlags) != CURLUE_OK) {
    return Refusal(text, "not an absolute URL");
  }
  Url url;
  url.scheme_ = AsciiLower(Part(handle.get(), CURLUPART_SCHEME, 0));
  if (url.scheme_ != "http" && url.scheme_ != "https") {
    return Refusal(text, "scheme is not http or https");
  }
  url.host_ = LowerCase(Part(handle.get(), CURLUPART_HOST, 0));
  url.path_ = Part(handle.get(), CURLUPART_PATH, 0);
  url.query_ = Part(handle.get(), CURLUPART_QUERY, 0);
  const std::string port = Part(handle.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  std::from_chars(port.data(), port.data() + port.size(), url.port_);
  url.credentials_ = !Part(handle.get(), CURLUPART_USER, 0).empty() ||
                     !Part(handle.get(), CURLUPART_PASSWORD, 0).empty();
  url.path_ = url.path_.empty() ? "/" : url.path_;
  url.text_ = copy;
  if (url.host_.empty() || url.port_ == 0) {
    return Refusal(text, "URL has no host");
  }
  return url;
}

Result<Url> Url::Resolve(const Url& base, std::string_view reference) {
  reference = Trim(reference);
  if (reference.size() > kLongest) {
    return Refusal(reference, "URL longer than 4 KiB");
  }
  // Browsers drop tabs and line breaks inside a link and read '\' as '/' before the query.
  std::string clean;
  for (const char c : reference) {
    if (c != '\t' && c != '\n' && c != '\r') {
      clean.push_back(c == '\\' && clean.find('?') == std::string::npos ? '/' : c);
    }
  }
  const Handle handle(curl_url());
  constexpr unsigned kFlags = CURLU_NON_SUPPORT_SCHEME | CURLU_ALLOW_SPACE;
  if (curl_url_set(handle.get(), CURLUPART_URL, base.text().c_str(), kFlags) != CURLUE_OK ||
      curl_url_set(handle.get(), CURLUPART_URL, clean.c_str(), kFlags) != CURLUE_OK) {
    return Refusal(reference, "cannot be resolved against " + base.text());
  }
  return Parse(Part(handle.get(), CURLUPART_URL, CURLU_NON_SUPPORT_SCHEME));
}

std::string Url::Origin() const {
  const bool usual = port_ == (scheme_ == "https" ? 443 : 80);
  return scheme_ + "://" + host_ + (usual ? "" : ":" + std::to_string(port_));
}

std::string CanonicalUrl(const Url& url) {
  std::string host = AsciiHost(url.host());
  if (host.starts_with("www.") && std::count(host.begin(), host.end(), '.') > 1) {
    host.erase(0, 4);
  }
  while (host.ends_with('.')) {
    host.pop_back();
  }
  const bool usual = url.port() == 443 || url.port() == 80;
  std::string path = CanonicalEscapes(url.path());
  std::replace(path.begin(), path.end(), '\\', '/');
  return "https://" + host + (usual ? "" : ":" + std::to_string(url.port())) +
         RemoveDotSegments(path) + CanonicalQuery(url.query());
}

std::string RegistrableDomain(std::string_view host) {
  const std::string name = AsciiHost(std::string(host));
  if (IsAddress(name)) {
    return name;
  }
  const char* domain = psl_registrable_domain(psl_builtin(), name.c_str());
  return domain != nullptr ? std::string(domain) : name;
}

}  // namespace claimwatch
