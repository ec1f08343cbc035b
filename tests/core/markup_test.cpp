#include "core/markup.h"

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

TEST(Markup, ForeignTextIsShownNotRead) {
  EXPECT_EQ(EscapeMarkup("<a href=\"x\">A & B's</a>"),
            "&lt;a href=&quot;x&quot;&gt;A &amp; B's&lt;/a&gt;");
  EXPECT_EQ(EscapeMarkup("<!channel> \"&\"", Quotes::kKeep), "&lt;!channel&gt; \"&amp;\"");
  EXPECT_EQ(EscapeMarkup("&amp;习近平"), "&amp;amp;习近平");
}

}  // namespace
}  // namespace claimwatch
