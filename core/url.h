// URLs: what is requested, and the canonical form that is an article's identity.
//
// Parsing and resolving follow RFC 3986 as libcurl's URL API does; the canonical form is our own
// (DESIGN §5, spec/FETCHING 4.2) and is never used for a request.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace claimwatch {

// An absolute http or https URL, kept as given.
class Url {
 public:
  Url() = default;
  // kInvalid: not absolute, not http(s), over 4 KiB, or with control characters. White space around
  // is trimmed.
  static Result<Url> Parse(std::string_view text);
  // `reference` against `base`, as a browser resolves a link.
  static Result<Url> Resolve(const Url& base, std::string_view reference);

  const std::string& text() const { return text_; }

  const std::string& scheme() const { return scheme_; }  // lower case

  const std::string& host() const { return host_; }  // lower case, IPv6 with brackets

  std::uint16_t port() const { return port_; }  // default filled in

  const std::string& path() const { return path_; }  // "/" at least

  const std::string& query() const { return query_; }  // without '?'

  bool HasCredentials() const { return credentials_; }

  bool empty() const { return text_.empty(); }

  // "https://host[:port]", port only when not the default.
  std::string Origin() const;

  bool operator==(const Url& other) const { return text_ == other.text_; }

 private:
  std::string text_;
  std::string scheme_;
  std::string host_;
  std::uint16_t port_ = 0;
  std::string path_;
  std::string query_;
  bool credentials_ = false;
};

// Identity: lower-case host (punycode), no default port, no fragment, dot segments resolved, %XX
// upper case and unreserved decoded, tracking parameters (utm_*, fbclid, …) dropped, query order
// kept, http and https and a leading "www." taken as one.
std::string CanonicalUrl(const Url& url);

// The part of a host that can be registered ("news.bbc.co.uk" → "bbc.co.uk"), by the Public Suffix
// List; the host itself for addresses and unknown suffixes.
std::string RegistrableDomain(std::string_view host);

}  // namespace claimwatch
