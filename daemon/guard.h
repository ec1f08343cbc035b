// Keeps the fetcher out of places a stranger's link must not lead to: private networks, odd ports,
// other schemes.
//
// What decides is the numeric address that is really connected to, on every hop, so no spelling of
// a host and no DNS answer gets around it (FETCHING F15–F33, F60). A Guard is immutable; any thread
// may call.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "core/result.h"
#include "core/url.h"

namespace claimwatch {

// An IPv4 or IPv6 address. IPv4 sits in the last four bytes.
struct IpAddress {
  enum class Family { kV4, kV6 };

  Family family = Family::kV4;
  std::array<std::uint8_t, 16> bytes{};

  // Canonical notation only ("10.0.0.1", "::1", "[::1]").
  static std::optional<IpAddress> Parse(std::string_view text);
  // As old resolvers read a host: "2130706433", "0x7f.1", "0177.0.0.1", "127.1" are 127.0.0.1.
  static std::optional<IpAddress> ParseLoose(std::string_view host);
  static IpAddress V4(std::uint32_t host_order);

  std::uint32_t AsV4() const;
  std::string Text() const;  // IPv6 without brackets
  bool operator==(const IpAddress&) const = default;
};

// Addresses that share their first `bits` bits (of 32 or 128).
struct Network {
  IpAddress base;
  int bits = 0;

  static std::optional<Network> Parse(std::string_view cidr);
  bool Contains(const IpAddress& address) const;
};

struct GuardVerdict {
  bool allowed = true;
  std::string reason;  // why not, in words; empty when allowed
};

// What kind of place an address is ("loopback", "private network", "link-local", "6to4"); empty for
// a public one. IPv4 carried inside IPv6 is never public, except behind NAT64's well-known prefix,
// where the IPv4 address decides: there an IPv6-only network reaches the IPv4 web.
std::string_view PrivatePlace(const IpAddress& address);

class Guard {
 public:
  // kConfig: an entry of allow_hosts is not a host, "host:port" or CIDR block.
  static Result<Guard> Make(const FetchConfig& config);

  // Before a request: scheme, credentials, port, and hosts that are addresses in any spelling or
  // mean this machine.
  GuardVerdict JudgeUrl(const Url& url) const;
  // At the connection: `address` is what `host` turned out to be.
  GuardVerdict Judge(const IpAddress& address, std::uint16_t port, std::string_view host) const;

 private:
  struct HostRule {
    std::string host;
    std::uint16_t port = 0;  // 0 = the allowed ports
  };

  bool HostIsAllowed(std::string_view host, std::uint16_t port) const;
  bool PortIsAllowed(std::uint16_t port) const;

  bool allow_private_ = false;
  std::vector<int> ports_;
  std::vector<HostRule> hosts_;
  std::vector<Network> networks_;
};

}  // namespace claimwatch
