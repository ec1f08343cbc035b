#include "daemon/guard.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include <arpa/inet.h>
#include <fmt/core.h>

#include "core/text.h"

namespace claimwatch {
namespace {

using Family = IpAddress::Family;

// Special-purpose blocks (IANA registries), with the word for what they are.
struct Place {
  std::uint32_t base;
  int bits;
  std::string_view name;
};

constexpr Place kPrivateV4[] = {
    {0x00000000, 8, "this network"},
    {0x0A000000, 8, "private network"},
    {0x64400000, 10, "carrier-grade NAT"},
    {0x7F000000, 8, "loopback"},
    {0xA9FE0000, 16, "link-local"},
    {0xAC100000, 12, "private network"},
    {0xC0000000, 24, "protocol assignments"},
    {0xC0000200, 24, "documentation"},
    {0xC0586300, 24, "6to4 relay"},
    {0xC0A80000, 16, "private network"},
    {0xC6120000, 15, "benchmarking"},
    {0xC6336400, 24, "documentation"},
    {0xCB007100, 24, "documentation"},
    {0xE0000000, 4, "multicast"},
    {0xF0000000, 4, "reserved"},
};

bool InV4(std::uint32_t address, std::uint32_t base, int bits) {
  return bits == 0 || ((address ^ base) >> (32 - bits)) == 0;
}

std::string_view PrivateV4(std::uint32_t address) {
  for (const Place& place : kPrivateV4) {
    if (InV4(address, place.base, place.bits)) {
      return place.name;
    }
  }
  return {};
}

std::uint32_t Word(const IpAddress& address, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(address.bytes.at(at + i));
  };
  return byte(0) << 24U | byte(1) << 16U | byte(2) << 8U | byte(3);
}

// Blocks of IPv6 by the first word of an address; the first that fits counts.
struct V6Block {
  std::uint32_t mask;
  std::uint32_t value;
  std::string_view place;
};

constexpr V6Block kV6Blocks[] = {
    {0xFFFF0000U, 0x20020000U, "6to4"},
    {0xFFFFFFFFU, 0x20010000U, "Teredo"},
    {0xFFFFFFFFU, 0x20010DB8U, "documentation"},
    {0xFFFFF000U, 0x3FFF0000U, "documentation"},
    {0xFFFFFE00U, 0x20010000U, "protocol assignments"},  // 2001::/23
    {0xFFC00000U, 0xFE800000U, "link-local"},            // fe80::/10
    {0xFE000000U, 0xFC000000U, "private network"},       // fc00::/7
    {0xFF000000U, 0xFF000000U, "multicast"},
    {0xE0000000U, 0x20000000U, ""},  // 2000::/3, the public ones
    {0, 0, "not a global address"},
};

std::string_view PrivateV6(const IpAddress& address) {
  const std::uint32_t w0 = Word(address, 0);
  const std::uint32_t w1 = Word(address, 4);
  const std::uint32_t w2 = Word(address, 8);
  const std::uint32_t w3 = Word(address, 12);
  if (w0 == 0 && w1 == 0 && w2 == 0 && w3 <= 1) {
    return w3 == 1 ? "loopback" : "unspecified address";
  }
  if (w0 == 0 && w1 == 0 && (w2 == 0xFFFF || w2 == 0)) {
    return PrivateV4(w3).empty() ? "IPv4 in IPv6" : PrivateV4(w3);
  }
  if (w0 == 0x0064FF9B && w1 == 0 && w2 == 0) {
    return PrivateV4(w3);
  }
  return std::find_if(std::begin(kV6Blocks), std::end(kV6Blocks),
                      [w0](const V6Block& block) { return (w0 & block.mask) == block.value; })
      ->place;
}

// One number of a loose IPv4 host: decimal, 0x… or 0….
std::optional<std::uint64_t> LooseNumber(std::string_view text) {
  int base = 10;
  if (text.size() > 1 && text[0] == '0') {
    base = (text[1] | 0x20) == 'x' ? 16 : 8;
    text.remove_prefix(base == 16 ? 2 : 1);
  }
  if (text.empty()) {
    return base == 16 ? std::optional<std::uint64_t>(0) : std::nullopt;
  }
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

std::string_view WithoutBrackets(std::string_view host) {
  if (host.size() > 1 && host.front() == '[' && host.back() == ']') {
    return host.substr(1, host.size() - 2);
  }
  return host;
}

// "localhost" and what is below it, with or without the root's dot.
bool MeansThisMachine(std::string_view host) {
  while (!host.empty() && host.back() == '.') {
    host.remove_suffix(1);
  }
  constexpr std::array<std::string_view, 4> kNames = {"localhost", "localhost.localdomain",
                                                      "ip6-localhost", "ip6-loopback"};
  return host.ends_with(".localhost") ||
         std::find(kNames.begin(), kNames.end(), host) != kNames.end();
}

std::string Refusal(std::string_view what, std::string_view place) {
  return fmt::format("{} is a {} address; allow_private_net or allow_hosts in [fetch] can allow it",
                     what, place);
}

}  // namespace

IpAddress IpAddress::V4(std::uint32_t host_order) {
  IpAddress address;
  for (std::size_t i = 0; i < 4; ++i) {
    address.bytes.at(12 + i) = static_cast<std::uint8_t>(host_order >> (24 - 8 * i));
  }
  return address;
}

std::uint32_t IpAddress::AsV4() const {
  return Word(*this, 12);
}

std::optional<IpAddress> IpAddress::Parse(std::string_view text) {
  const std::string plain(WithoutBrackets(text));
  in_addr v4{};
  if (inet_pton(AF_INET, plain.c_str(), &v4) == 1) {
    return V4(ntohl(v4.s_addr));
  }
  in6_addr v6{};
  if (inet_pton(AF_INET6, plain.c_str(), &v6) == 1) {
    IpAddress address;
    address.family = Family::kV6;
    std::memcpy(address.bytes.data(), &v6, sizeof v6);
    return address;
  }
  return std::nullopt;
}

std::optional<IpAddress> IpAddress::ParseLoose(std::string_view host) {
  if (const std::optional<IpAddress> exact = Parse(host)) {
    return exact;
  }
  while (host.ends_with('.')) {
    host.remove_suffix(1);
  }
  const std::vector<std::string_view> parts = Split(host, '.');
  if (parts.empty() || parts.size() > 4) {
    return std::nullopt;
  }
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::optional<std::uint64_t> number = LooseNumber(parts[i]);
    const bool last = i + 1 == parts.size();
    const unsigned bits = last ? static_cast<unsigned>(8 * (5 - parts.size())) : 8U;
    if (!number || *number >> bits != 0) {
      return std::nullopt;
    }
    value = value << bits | *number;
  }
  return V4(static_cast<std::uint32_t>(value));
}

std::string IpAddress::Text() const {
  char text[INET6_ADDRSTRLEN] = "";
  if (family == Family::kV4) {
    inet_ntop(AF_INET, bytes.data() + 12, text, sizeof text);
  } else {
    inet_ntop(AF_INET6, bytes.data(), text, sizeof text);
  }
  return text;
}

std::optional<Network> Network::Parse(std::string_view cidr) {
  const std::size_t slash = cidr.find('/');
  const std::optional<IpAddress> base = IpAddress::Parse(cidr.substr(0, slash));
  if (!base) {
    return std::nullopt;
  }
  const int most = base->family == Family::kV4 ? 32 : 128;
  if (slash == std::string_view::npos) {
    return Network{*base, most};
  }
  const std::string_view digits = cidr.substr(slash + 1);
  int bits = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (error != std::errc() || end != digits.data() + digits.size() || bits < 0 || bits > most) {
    return std::nullopt;
  }
  return Network{*base, bits};
}

bool Network::Contains(const IpAddress& address) const {
  if (address.family != base.family) {
    return false;
  }
  const std::size_t first = base.family == Family::kV4 ? 12 : 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(bits); ++i) {
    const auto bit = [&](const IpAddress& one) {
      return one.bytes.at(first + i / 8) >> (7 - i % 8) & 1;
    };
    if (bit(base) != bit(address)) {
      return false;
    }
  }
  return true;
}

std::string_view PrivatePlace(const IpAddress& address) {
  return address.family == Family::kV4 ? PrivateV4(address.AsV4()) : PrivateV6(address);
}

Result<Guard> Guard::Make(const FetchConfig& config) {
  Guard guard;
  guard.allow_private_ = config.allow_private_net;
  guard.ports_ = config.allow_ports;
  for (const std::string& entry : config.allow_hosts) {
    if (const std::optional<Network> network = Network::Parse(entry)) {
      guard.networks_.push_back(*network);
      continue;
    }
    const Result<Url> url = Url::Parse("http://" + entry + "/");
    if (!url || url->HasCredentials() || url->path() != "/" ||
        entry.find('/') != std::string::npos) {
      return Error(
          Errc::kConfig,
          fmt::format("fetch.allow_hosts: '{}' is not a host, host:port or CIDR block", entry));
    }
    const bool has_port = entry.find(':', entry.rfind(']') + 1) != std::string::npos;
    guard.hosts_.push_back({url->host(), has_port ? url->port() : std::uint16_t{0}});
  }
  return guard;
}

bool Guard::PortIsAllowed(std::uint16_t port) const {
  return ports_.empty() || std::find(ports_.begin(), ports_.end(), port) != ports_.end();
}

bool Guard::HostIsAllowed(std::string_view host, std::uint16_t port) const {
  return std::any_of(hosts_.begin(), hosts_.end(), [&](const HostRule& rule) {
    return WithoutBrackets(rule.host) == WithoutBrackets(host) &&
           (rule.port == port || (rule.port == 0 && PortIsAllowed(port)));
  });
}

GuardVerdict Guard::JudgeUrl(const Url& url) const {
  if (url.scheme() != "http" && url.scheme() != "https") {
    return {false, fmt::format("scheme '{}' is not http or https", url.scheme())};
  }
  if (url.HasCredentials()) {
    return {false, "credentials in an address are never sent"};
  }
  if (HostIsAllowed(url.host(), url.port())) {
    return {};
  }
  if (!PortIsAllowed(url.port())) {
    return {false, fmt::format("port {} is not among allow_ports in [fetch]", url.port())};
  }
  if (const std::optional<IpAddress> address = IpAddress::ParseLoose(url.host())) {
    return Judge(*address, url.port(), url.host());
  }
  if (!allow_private_ && networks_.empty() && MeansThisMachine(url.host())) {
    return {false, Refusal(url.host(), "loopback")};
  }
  return {};
}

GuardVerdict Guard::Judge(const IpAddress& address, std::uint16_t port,
                          std::string_view host) const {
  if (HostIsAllowed(host, port) || HostIsAllowed(address.Text(), port)) {
    return {};
  }
  if (!PortIsAllowed(port)) {
    return {false, fmt::format("port {} is not among allow_ports in [fetch]", port)};
  }
  const std::string_view place = PrivatePlace(address);
  if (place.empty() || allow_private_) {
    return {};
  }
  const bool listed = std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
    return network.Contains(address);
  });
  if (listed) {
    return {};
  }
  return {false, Refusal(fmt::format("{} ({})", host, address.Text()), place)};
}

}  // namespace claimwatch
