#include "plugins/source/reference.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace claimwatch {
namespace {

constexpr auto kSafeSchemes = std::to_array<std::string_view>(
    {"http", "https", "mailto", "tel",    "ftp",  "magnet", "geo", "sms",    "xmpp", "irc", "news",
     "nntp", "feed",  "webcal", "gopher", "ed2k", "rtsp",   "sip", "callto", "aim",  "tag", "urn"});

struct Parts {
  std::string_view scheme;     // with ':'
  std::string_view authority;  // with "//"
  std::string_view path;
  std::string_view query;  // with '?'
};

bool IsSchemeCharacter(char c) {
  const char lower = static_cast<char>(c | 0x20);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
         c == '.';
}

// Length of "https:"; 0 without a scheme.
std::size_t SchemeSize(std::string_view text) {
  const auto* const end =
      std::find_if(text.begin(), text.end(), [](char c) { return !IsSchemeCharacter(c); });
  const char first = text.empty() ? '0' : static_cast<char>(text.front() | 0x20);
  if (end == text.end() || *end != ':' || first < 'a' || first > 'z') {
    return 0;
  }
  return static_cast<std::size_t>(end - text.begin()) + 1;
}

Parts Take(std::string_view text) {
  Parts parts;
  parts.scheme = text.substr(0, SchemeSize(text));
  text.remove_prefix(parts.scheme.size());
  text = text.substr(0, text.find('#'));
  if (text.starts_with("//")) {
    parts.authority = text.substr(0, text.find_first_of("/?", 2));
    text.remove_prefix(parts.authority.size());
  }
  parts.path = text.substr(0, text.find('?'));
  parts.query = text.substr(parts.path.size());
  return parts;
}

// RFC 3986 5.2.4 for an absolute path.
std::string WithoutDotSegments(std::string_view path) {
  std::string out;
  std::size_t at = 0;
  while (at < path.size()) {
    const std::size_t next = std::min(path.find('/', at + 1), path.size());
    const std::string_view segment = path.substr(at, next - at);
    const bool last = next == path.size();
    if (segment == "/..") {
      out.erase(std::min(out.rfind('/'), out.size()));
      out.append(last ? "/" : "");
    } else if (segment == "/.") {
      out.append(last ? "/" : "");
    } else {
      out.append(segment);
    }
    at = next;
  }
  return out.empty() ? "/" : out;
}

// The path of `reference` in the folder of `base`.
std::string MergedPath(const Parts& base, std::string_view path) {
  if (path.starts_with('/')) {
    return WithoutDotSegments(path);
  }
  const std::size_t slash = base.path.rfind('/');
  std::string merged(slash == std::string_view::npos ? "/" : base.path.substr(0, slash + 1));
  return WithoutDotSegments(merged.append(path));
}

// White space around, and the line breaks that pretty-printers put inside links.
std::string Cleaned(std::string_view text) {
  text = Trim(text);
  std::string out;
  out.reserve(text.size());
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; });
  return out;
}

bool HasDotSegment(std::string_view path) {
  return path.find("/.") != std::string_view::npos;
}

// "http:foo" and "http:/foo", which browsers read as relative when the schemes agree.
bool LacksAuthority(const Parts& parts) {
  const std::string scheme = AsciiLower(parts.scheme);
  return parts.authority.empty() && (scheme == "http:" || scheme == "https:");
}

std::string Joined(const Parts& base, std::string_view reference) {
  const Parts wanted = Take(reference);
  const std::size_t hash = reference.find('#');
  const std::string_view fragment =
      hash == std::string_view::npos ? std::string_view() : reference.substr(hash);
  std::string out(base.scheme);
  if (!wanted.authority.empty()) {
    out.append(wanted.authority);
    out.append(HasDotSegment(wanted.path) ? WithoutDotSegments(wanted.path)
                                          : std::string(wanted.path));
    return out.append(wanted.query).append(fragment);
  }
  out.append(base.authority);
  if (wanted.path.empty()) {
    out.append(base.path).append(wanted.query.empty() ? base.query : wanted.query);
  } else {
    out.append(MergedPath(base, wanted.path)).append(wanted.query);
  }
  return out.append(fragment);
}

}  // namespace

std::string SchemeOf(std::string_view reference) {
  const std::size_t size = SchemeSize(reference);
  return size == 0 ? std::string() : AsciiLower(reference.substr(0, size - 1));
}

bool IsSafeLink(std::string_view reference) {
  const std::string clean = Cleaned(reference);
  const std::string scheme = SchemeOf(clean);
  if (!scheme.empty()) {
    return std::find(kSafeSchemes.begin(), kSafeSchemes.end(), scheme) != kSafeSchemes.end();
  }
  // "java script:" and "&#1;javascript:" are no relative paths, whatever is in front of the colon.
  const std::size_t colon = clean.find(':');
  return colon == std::string::npos || clean.find_first_of("/?#") < colon;
}

std::string ResolveReference(std::string_view base, std::string_view reference) {
  std::string clean = Cleaned(reference);
  const Parts wanted = Take(clean);
  const Parts start = Take(Trim(base));
  if (!wanted.scheme.empty()) {
    const bool relative = LacksAuthority(wanted) && !start.authority.empty() &&
                          EqualsIgnoreAsciiCase(wanted.scheme, start.scheme);
    return relative ? Joined(start, std::string_view(clean).substr(wanted.scheme.size())) : clean;
  }
  if (start.scheme.empty() || start.authority.empty()) {
    return clean;
  }
  return Joined(start, clean);
}

bool IsWebAddress(std::string_view reference) {
  const std::string scheme = SchemeOf(reference);
  return (scheme == "http" || scheme == "https") &&
         reference.substr(scheme.size()).starts_with("://") && reference.size() > scheme.size() + 3;
}

}  // namespace claimwatch
