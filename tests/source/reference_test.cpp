#include "plugins/source/reference.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

TEST(Reference, ResolvesAsRfc3986Says) {
  const std::string base = "http://a.example/b/c/d;p?q";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"g", "http://a.example/b/c/g"},
      {"./g", "http://a.example/b/c/g"},
      {"g/", "http://a.example/b/c/g/"},
      {"/g", "http://a.example/g"},
      {"//g.example", "http://g.example"},
      {"?y", "http://a.example/b/c/d;p?y"},
      {"g?y#s", "http://a.example/b/c/g?y#s"},
      {"#s", "http://a.example/b/c/d;p?q#s"},
      {"", "http://a.example/b/c/d;p?q"},
      {"..", "http://a.example/b/"},
      {"../g", "http://a.example/b/g"},
      {"../../../g", "http://a.example/g"},
      {"https://o.example/x", "https://o.example/x"},
      {"mailto:x@o.example", "mailto:x@o.example"}};
  for (const auto& [reference, expected] : rows) {
    EXPECT_EQ(ResolveReference(base, reference), expected) << reference;
  }
}

TEST(Reference, LeavesARelativeLinkWithoutABase) {
  EXPECT_EQ(ResolveReference("", " /a/1\n"), "/a/1");
  EXPECT_EQ(ResolveReference("tag:x,2025:1", "/a/1"), "/a/1");
}

TEST(Reference, DropsTheLineBreaksOfPrettyPrinters) {
  EXPECT_EQ(ResolveReference("", "\n https://n.example/\n\ta/1 "), "https://n.example/a/1");
}

TEST(Reference, KeepsEveryByteOfAnAbsoluteLink) {
  const std::string link = "https://n.example/a%2fb;x?utm_source=rss&y=%D0%B0#p";
  EXPECT_EQ(ResolveReference("https://other.example/", link), link);
}

TEST(Reference, OnlySchemesWithoutScriptAreSafe) {
  EXPECT_TRUE(IsSafeLink("https://n.example/"));
  EXPECT_TRUE(IsSafeLink("/a/b:c"));
  EXPECT_TRUE(IsSafeLink("mailto:x@n.example"));
  EXPECT_FALSE(IsSafeLink("javascript:alert(1)"));
  EXPECT_FALSE(IsSafeLink(" JAVA\nSCRIPT:alert(1)"));
  EXPECT_FALSE(IsSafeLink("data:text/html,x"));
  EXPECT_FALSE(IsSafeLink("java script:x"));
  EXPECT_FALSE(IsSafeLink("file:///etc/passwd"));
}

TEST(Reference, AWebAddressHasAHost) {
  EXPECT_TRUE(IsWebAddress("https://n.example"));
  EXPECT_FALSE(IsWebAddress("https://"));
  EXPECT_FALSE(IsWebAddress("/a"));
  EXPECT_FALSE(IsWebAddress("ftp://n.example"));
}

}  // namespace
}  // namespace claimwatch
