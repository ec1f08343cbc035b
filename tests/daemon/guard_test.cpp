#include "daemon/guard.h"

#include <gmock/gmock.h>

namespace claimwatch {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Guard Make(const FetchConfig& config = {}) {
  return Guard::Make(config).Take();
}

GuardVerdict JudgeText(const Guard& guard, std::string_view text) {
  const Result<Url> url = Url::Parse(text);
  return url.ok() ? guard.JudgeUrl(*url) : GuardVerdict{false, url.error().message()};
}

struct AddressRow {
  const char* address;
  const char* place;  // "" = public
};

class PrivatePlaces : public ::testing::TestWithParam<AddressRow> {};

TEST_P(PrivatePlaces, AreKnownByTheirNumbers) {
  const std::optional<IpAddress> address = IpAddress::Parse(GetParam().address);
  ASSERT_TRUE(address);
  EXPECT_EQ(PrivatePlace(*address), GetParam().place) << GetParam().address;
}

INSTANTIATE_TEST_SUITE_P(
    Table, PrivatePlaces,
    ::testing::Values(
        AddressRow{"0.0.0.0", "this network"}, AddressRow{"0.255.255.255", "this network"},
        AddressRow{"1.0.0.0", ""}, AddressRow{"9.255.255.255", ""},
        AddressRow{"10.0.0.0", "private network"}, AddressRow{"10.255.255.255", "private network"},
        AddressRow{"11.0.0.0", ""}, AddressRow{"100.63.255.255", ""},
        AddressRow{"100.64.0.0", "carrier-grade NAT"},
        AddressRow{"100.127.255.255", "carrier-grade NAT"}, AddressRow{"100.128.0.0", ""},
        AddressRow{"127.0.0.1", "loopback"}, AddressRow{"127.255.255.255", "loopback"},
        AddressRow{"128.0.0.0", ""}, AddressRow{"169.254.169.254", "link-local"},
        AddressRow{"169.253.0.1", ""}, AddressRow{"172.15.255.255", ""},
        AddressRow{"172.16.0.0", "private network"},
        AddressRow{"172.31.255.255", "private network"}, AddressRow{"172.32.0.0", ""},
        AddressRow{"192.0.0.8", "protocol assignments"}, AddressRow{"192.0.2.1", "documentation"},
        AddressRow{"192.88.99.1", "6to4 relay"}, AddressRow{"192.168.1.1", "private network"},
        AddressRow{"192.169.0.1", ""}, AddressRow{"198.18.0.1", "benchmarking"},
        AddressRow{"198.19.255.255", "benchmarking"}, AddressRow{"198.20.0.1", ""},
        AddressRow{"198.51.100.7", "documentation"}, AddressRow{"203.0.113.7", "documentation"},
        AddressRow{"223.255.255.255", ""}, AddressRow{"224.0.0.1", "multicast"},
        AddressRow{"239.255.255.255", "multicast"}, AddressRow{"240.0.0.1", "reserved"},
        AddressRow{"255.255.255.255", "reserved"}, AddressRow{"8.8.8.8", ""}));

INSTANTIATE_TEST_SUITE_P(
    Ipv6, PrivatePlaces,
    ::testing::Values(
        AddressRow{"::", "unspecified address"}, AddressRow{"::1", "loopback"},
        AddressRow{"::ffff:127.0.0.1", "loopback"},
        AddressRow{"::ffff:10.1.2.3", "private network"},
        AddressRow{"::ffff:8.8.8.8", "IPv4 in IPv6"}, AddressRow{"::127.0.0.2", "loopback"},
        AddressRow{"64:ff9b::7f00:1", "loopback"}, AddressRow{"64:ff9b::a00:1", "private network"},
        AddressRow{"64:ff9b::808:808", ""},
        AddressRow{"64:ff9b:1::808:808", "not a global address"},
        AddressRow{"2002:7f00:1::", "6to4"}, AddressRow{"2002:808:808::1", "6to4"},
        AddressRow{"2001::1", "Teredo"}, AddressRow{"2001:0:7f00:1::", "Teredo"},
        AddressRow{"2001:db8::1", "documentation"}, AddressRow{"3fff:1::1", "documentation"},
        AddressRow{"2001:20::1", "protocol assignments"}, AddressRow{"2001:4860:4860::8888", ""},
        AddressRow{"2606:4700::1111", ""}, AddressRow{"fe80::1", "link-local"},
        AddressRow{"febf::1", "link-local"}, AddressRow{"fec0::1", "not a global address"},
        AddressRow{"fc00::1", "private network"}, AddressRow{"fdff::1", "private network"},
        AddressRow{"ff02::1", "multicast"}, AddressRow{"100::1", "not a global address"},
        AddressRow{"4000::1", "not a global address"}));

struct SpellingRow {
  const char* host;
  const char* address;  // "" = not an address
};

class LooseSpellings : public ::testing::TestWithParam<SpellingRow> {};

TEST_P(LooseSpellings, AreReadAsResolversReadThem) {
  const std::optional<IpAddress> address = IpAddress::ParseLoose(GetParam().host);
  EXPECT_EQ(address ? address->Text() : "", GetParam().address) << GetParam().host;
}

INSTANTIATE_TEST_SUITE_P(
    Table, LooseSpellings,
    ::testing::Values(SpellingRow{"2130706433", "127.0.0.1"},
                      SpellingRow{"0x7f000001", "127.0.0.1"}, SpellingRow{"0x7f.1", "127.0.0.1"},
                      SpellingRow{"0177.0.0.01", "127.0.0.1"}, SpellingRow{"127.1", "127.0.0.1"},
                      SpellingRow{"127.0.1", "127.0.0.1"}, SpellingRow{"10.65535", "10.0.255.255"},
                      SpellingRow{"0", "0.0.0.0"}, SpellingRow{"127.0.0.1.", "127.0.0.1"},
                      SpellingRow{"[::1]", "::1"}, SpellingRow{"0x", "0.0.0.0"},
                      SpellingRow{"4294967296", ""}, SpellingRow{"256.1.1.1", ""},
                      SpellingRow{"1.2.3.4.5", ""}, SpellingRow{"1..2", ""},
                      SpellingRow{"example.org", ""}, SpellingRow{"08.1", ""}, SpellingRow{"", ""},
                      SpellingRow{"beef", ""}));

TEST(Network, ContainsWhatSharesItsLeadingBits) {
  const std::optional<Network> block = Network::Parse("10.32.0.0/11");
  ASSERT_TRUE(block);
  EXPECT_TRUE(block->Contains(*IpAddress::Parse("10.63.255.255")));
  EXPECT_FALSE(block->Contains(*IpAddress::Parse("10.64.0.0")));
  EXPECT_FALSE(block->Contains(*IpAddress::Parse("::1")));
  EXPECT_TRUE(Network::Parse("fd00::/8")->Contains(*IpAddress::Parse("fd12::9")));
  EXPECT_TRUE(Network::Parse("0.0.0.0/0")->Contains(*IpAddress::Parse("255.1.2.3")));
  for (const char* bad :
       {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "ten/8", "::/129", "1.2.3.4/8x"}) {
    EXPECT_FALSE(Network::Parse(bad)) << bad;
  }
}

class RefusedUrls : public ::testing::TestWithParam<const char*> {};

TEST_P(RefusedUrls, AreRefusedBeforeAnythingIsConnected) {
  const GuardVerdict verdict = JudgeText(Make(), GetParam());
  EXPECT_FALSE(verdict.allowed) << GetParam();
  EXPECT_THAT(verdict.reason, Not(IsEmpty()));
}

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedUrls,
    ::testing::Values("file:///etc/hostname", "gopher://127.0.0.1/1x", "dict://127.0.0.1/d",
                      "ftp://example.org/x", "javascript:1", "data:text/html,x", "smb://h/x",
                      "ldap://h/x", "http://127.0.0.2/x", "http://[::1]/x",
                      "http://[::ffff:127.0.0.2]/x", "http://2130706434/x", "http://0x7f.2/x",
                      "http://0177.0.0.2/x", "http://127.2/x", "http://0.0.0.0/x",
                      "http://user@127.0.0.2/x", "http://127.0.0.2#@example.org/x",
                      "http://localhost/x", "http://LOCALHOST./x", "http://a.localhost/x",
                      "http://localhost:8080/x", "http://169.254.169.254/latest/meta-data/",
                      "http://user:pw@example.org/", "http://example.org:22/",
                      "http://example.org:6379/", "http://[fe80::1]/", "http://[64:ff9b::a00:1]/"));

TEST(Guard, LetsThePublicWebThrough) {
  for (const char* url : {"http://example.org/feed", "https://example.org:8443/", "http://8.8.8.8/",
                          "https://[2606:4700::1111]/x", "http://localhost.example.org/"}) {
    EXPECT_TRUE(JudgeText(Make(), url).allowed) << url;
  }
}

TEST(Guard, JudgesTheConnectedAddressWhateverTheHostIsCalled) {
  const Guard guard = Make();
  const GuardVerdict verdict = guard.Judge(*IpAddress::Parse("10.0.0.7"), 80, "news.example.org");
  EXPECT_FALSE(verdict.allowed);
  EXPECT_THAT(verdict.reason,
              HasSubstr("news.example.org (10.0.0.7) is a private network address"));
  EXPECT_TRUE(guard.Judge(*IpAddress::Parse("93.184.216.34"), 443, "news.example.org").allowed);
  EXPECT_THAT(guard.Judge(*IpAddress::Parse("93.184.216.34"), 25, "x").reason,
              HasSubstr("port 25"));
}

TEST(Guard, AllowHostsOpensExactlyWhatItNames) {
  FetchConfig config;
  config.allow_hosts = {"127.0.0.1:8125", "intranet.example", "10.1.0.0/16", "[fd00::7]"};
  const Guard guard = Make(config);
  EXPECT_TRUE(JudgeText(guard, "http://127.0.0.1:8125/x").allowed)
      << "a named port needs no allow_ports";
  EXPECT_FALSE(JudgeText(guard, "http://127.0.0.1:80/x").allowed);
  EXPECT_FALSE(JudgeText(guard, "http://127.0.0.2:8125/x").allowed);
  EXPECT_TRUE(guard.Judge(*IpAddress::Parse("192.168.3.4"), 80, "intranet.example").allowed);
  EXPECT_FALSE(guard.Judge(*IpAddress::Parse("192.168.3.4"), 81, "intranet.example").allowed);
  EXPECT_FALSE(guard.Judge(*IpAddress::Parse("192.168.3.4"), 80, "other.example").allowed);
  EXPECT_TRUE(guard.Judge(*IpAddress::Parse("10.1.200.1"), 443, "any.example").allowed);
  EXPECT_FALSE(guard.Judge(*IpAddress::Parse("10.2.0.1"), 443, "any.example").allowed);
  EXPECT_TRUE(JudgeText(guard, "http://[fd00::7]/").allowed);
}

TEST(Guard, AllowPrivateNetOpensAddressesButNotPortsOrSchemes) {
  FetchConfig config;
  config.allow_private_net = true;
  const Guard guard = Make(config);
  EXPECT_TRUE(JudgeText(guard, "http://localhost/").allowed);
  EXPECT_TRUE(JudgeText(guard, "http://192.168.0.1/").allowed);
  EXPECT_FALSE(JudgeText(guard, "http://192.168.0.1:22/").allowed);
  config.allow_ports.clear();
  EXPECT_TRUE(JudgeText(Make(config), "http://192.168.0.1:22/").allowed);
}

TEST(Guard, ABadEntryIsAConfigurationErrorThatQuotesIt) {
  for (const char* entry : {"http://x/", "a b", "user@h", "10.0.0.0/99", ""}) {
    FetchConfig config;
    config.allow_hosts = {entry};
    const Result<Guard> guard = Guard::Make(config);
    ASSERT_FALSE(guard.ok()) << entry;
    EXPECT_EQ(guard.error().code(), Errc::kConfig);
    EXPECT_THAT(guard.error().message(), HasSubstr("allow_hosts"));
  }
}

}  // namespace
}  // namespace claimwatch
