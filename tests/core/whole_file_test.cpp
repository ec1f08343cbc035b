#include "core/whole_file.h"

#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

TEST(WholeFile, IsMadeAndThenReplaced) {
  const TempFolder folder;
  const std::filesystem::path path = folder.path() / "feed.xml";
  ASSERT_TRUE(ReplaceFile(path, "a longer first content").ok());
  ASSERT_TRUE(ReplaceFile(path, std::string_view("a\0b", 3)).ok());
  EXPECT_EQ(ReadAll(path), std::string("a\0b", 3));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "feed.xml.new"));
}

TEST(WholeFile, WhatCannotBeReplacedStaysAndIsNamed) {
  const TempFolder folder;
  const std::filesystem::path path = folder.path() / "taken";
  std::filesystem::create_directories(path / "inside");
  const Status done = ReplaceFile(path, "x");
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code(), Errc::kIo);
  EXPECT_NE(done.error().message().find(path.string()), std::string::npos);
  EXPECT_TRUE(std::filesystem::exists(path / "inside"));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "taken.new"));
}

}  // namespace
}  // namespace claimwatch::testing
