// Whether a file may be run as a part of claimwatch. What only root can set up is skipped
// elsewhere.
#include "core/trusted_file.h"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;

class TrustedFile : public ::testing::Test {
 protected:
  TrustedFile() : file_(folder_.Write("plugin.so", "the library")) {
    std::filesystem::permissions(file_, std::filesystem::perms(0644));
  }

  // Both functions say the same of a file; this is what they say.
  static std::string Refusal(const std::filesystem::path& path, Owner owner = Owner::kRootOrUs) {
    const Status checked = CheckTrusted(path, owner);
    const Result<Descriptor> opened = OpenTrusted(path, owner);
    EXPECT_EQ(checked.ok(), opened.ok()) << path;
    if (checked.ok() || opened.ok()) {
      return "";
    }
    EXPECT_EQ(checked.error().code(), Errc::kConfig);
    EXPECT_EQ(checked.error().message(), opened.error().message());
    return checked.error().message();
  }

  const TempFolder folder_;
  const std::filesystem::path file_;
};

TEST_F(TrustedFile, OfOurOwnThatNobodyElseMayWriteIsOpened) {
  EXPECT_EQ(Refusal(file_), "");
  const Result<Descriptor> opened = OpenTrusted(file_, Owner::kRootOrUs);
  ASSERT_TRUE(opened.ok());
  std::string text(20, '\0');
  EXPECT_EQ(::read(opened->get(), text.data(), text.size()), 11);
}

TEST_F(TrustedFile, ThatItsGroupOrOthersMayWriteIsRefusedWithTheCommandThatHelps) {
  for (const char* mode : {"0664", "0646", "0777"}) {
    ASSERT_EQ(::chmod(file_.c_str(), static_cast<mode_t>(std::stoi(mode, nullptr, 8))), 0);
    EXPECT_THAT(Refusal(file_), HasSubstr("plugin.so: others may write it (mode " +
                                          std::string(mode) + "); try: chmod go-w /"));
  }
}

TEST_F(TrustedFile, OfSomebodyElseIsRefusedWithTheCommandThatHelps) {
  if (::geteuid() != 0) {
    EXPECT_THAT(Refusal(file_, Owner::kRoot), HasSubstr("not to root; try: chown root:root /"));
    return;
  }
  ASSERT_EQ(::chown(file_.c_str(), 65534, 65534), 0);
  EXPECT_THAT(Refusal(file_), HasSubstr("belongs to user 65534, not to root; try: chown"));
}

TEST_F(TrustedFile, MustBeARegularFileWithAnAbsolutePathThatIsThere) {
  EXPECT_THAT(Refusal("plugin.so"), HasSubstr("plugin.so: not an absolute path"));
  EXPECT_THAT(Refusal(folder_.path()), HasSubstr("not a regular file"));
  EXPECT_THAT(Refusal(folder_.path() / "other.so"), HasSubstr("other.so: No such file"));
  const std::filesystem::path pipe = folder_.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_THAT(Refusal(pipe), HasSubstr("not a regular file")) << "without waiting for a writer";
}

TEST_F(TrustedFile, BehindALinkIsJudgedItself) {
  const std::filesystem::path link = folder_.path() / "link.so";
  std::filesystem::create_symlink(file_, link);
  EXPECT_EQ(Refusal(link), "");
  std::filesystem::permissions(file_, std::filesystem::perms(0666));
  EXPECT_THAT(Refusal(link), HasSubstr("link.so: others may write it"));
}

}  // namespace
}  // namespace claimwatch::testing
