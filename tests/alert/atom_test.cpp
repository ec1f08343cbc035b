#include <gmock/gmock.h>

#include "core/digest.h"
#include "plugins/alert/sinks.h"
#include "tests/alert/samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class AlertFeed : public ::testing::Test {
 protected:
  std::unique_ptr<AlertSink> Open() const {
    SinkOptions options;
    options.path = path();
    return std::move(MakeAtomSink(options)).value();
  }

  static Alert Numbered(std::uint64_t sequence) {
    Alert alert = StampedAlert(sequence);
    alert.id = Hex(Sha256(std::to_string(sequence))).substr(0, 32);
    return alert;
  }

  std::size_t Entries() const {
    const std::string text = ReadFile(path());
    std::size_t count = 0;
    for (std::size_t at = text.find("<entry>"); at != std::string::npos;
         at = text.find("<entry>", at + 1)) {
      ++count;
    }
    return count;
  }

  std::filesystem::path path() const { return folder_.path() / "www" / "alerts.atom"; }

  ScratchFolder folder_;
};

TEST_F(AlertFeed, ShowsTheNewestFirst) {
  const auto sink = Open();
  EXPECT_TRUE(sink->Deliver(Numbered(1)).ok());
  EXPECT_TRUE(sink->Deliver(Numbered(2)).ok());
  const std::string text = ReadFile(path());
  EXPECT_EQ(Entries(), 2U);
  EXPECT_LT(text.find(Numbered(2).id), text.find(Numbered(1).id));
  EXPECT_THAT(text, HasSubstr("30,000 training opportunities"));
}

TEST_F(AlertFeed, HoldsEachAlertOnceAlsoAfterARestart) {
  EXPECT_TRUE(Open()->Deliver(Numbered(1)).ok());
  const auto again = Open();
  EXPECT_TRUE(again->Deliver(Numbered(1)).ok());
  EXPECT_TRUE(again->Deliver(Numbered(2)).ok());
  EXPECT_EQ(Entries(), 2U);
}

TEST_F(AlertFeed, KeepsTheLastHundred) {
  const auto sink = Open();
  for (std::uint64_t i = 1; i <= 103; ++i) {
    EXPECT_TRUE(sink->Deliver(Numbered(i)).ok());
  }
  EXPECT_EQ(Entries(), 100U);
  EXPECT_THAT(ReadFile(path()), Not(HasSubstr(Numbered(3).id)));
}

TEST_F(AlertFeed, EscapesWhatThePublisherWrote) {
  Alert alert = Numbered(1);
  alert.record.Set("message", "<script>alert(1)</script> & \"more\"");
  EXPECT_TRUE(Open()->Deliver(alert).ok());
  EXPECT_THAT(ReadFile(path()),
              HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;"));
}

TEST_F(AlertFeed, AnUnwritableFolderIsAnErrorAndTheAlertIsNotForgotten) {
  const auto sink = Open();
  EXPECT_TRUE(sink->Deliver(Numbered(1)).ok());
  std::filesystem::remove_all(path().parent_path());
  EXPECT_FALSE(sink->Deliver(Numbered(2)).ok());
  std::filesystem::create_directories(path().parent_path());
  EXPECT_TRUE(sink->Deliver(Numbered(2)).ok());
  EXPECT_EQ(Entries(), 2U);
}

}  // namespace
}  // namespace claimwatch::testing
