// What `config check` and `claimwatchd --check` find beside misspelt keys.
#include "daemon/rehearsal.h"

#include <filesystem>

#include <gmock/gmock.h>

#include "config/config.h"
#include "core/clock.h"
#include "tests/support/temp_folder.h"

namespace claimwatch {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class Rehearsal : public ::testing::Test {
 protected:
  Rehearsal() {
    TopicConfig topic;
    topic.id = "summit";
    topic.baselines.push_back({});
    topic.baselines[0].id = "first";
    topic.baselines[0].file = folder_.Write("first.txt", "Six leaders met in Astana on Tuesday.\n");
    config_.topics = {topic};
    config_.daemon.state_dir = folder_.path() / "state";
    config_.daemon.isolate_parsing = false;
  }

  std::string Wrong() {
    const Status tried = Rehearse(config_, ManualClock(Time()), Addresses::kLeftAlone);
    EXPECT_TRUE(tried.ok() || tried.error().code() == Errc::kConfig);
    return tried.ok() ? "" : tried.error().message();
  }

  testing::TempFolder folder_;
  Config config_;
};

TEST_F(Rehearsal, OfAGoodConfigurationIsSilentAndMakesNothing) {
  EXPECT_EQ(Wrong(), "");
  EXPECT_FALSE(std::filesystem::exists(config_.daemon.state_dir));
}

TEST_F(Rehearsal, NamesEverythingThatKeepsADaemonFromItsWork) {
  config_.topics[0].baselines[0].file = folder_.Write("empty.txt", "\n \n");
  config_.fetch.allow_hosts = {"10.0.0.0/33"};
  config_.storage.checkpoint_key = folder_.Write("no.pem", "not a key\n").string();
  config_.rules.disable = {"CW-NONE-1"};
  EXPECT_THAT(Wrong(), AllOf(HasSubstr("baseline 'first': no article text"),
                             HasSubstr("allow_hosts: '10.0.0.0/33'"),
                             HasSubstr("storage.checkpoint_key"), HasSubstr("CW-NONE-1")));
}

TEST_F(Rehearsal, APictureIsNoBaseline) {
  config_.topics[0].baselines[0].file = folder_.Write("first.png", "\x89PNG\r\n\x1A\n");
  EXPECT_THAT(Wrong(), HasSubstr("baseline 'first': no article text"));
}

TEST_F(Rehearsal, SaysThatAFileOfCertificatesIsNotThere) {
  config_.fetch.ca_file = "/nonexistent/ca.pem";
  EXPECT_THAT(Wrong(), HasSubstr("fetch.ca_file: /nonexistent/ca.pem cannot be read"));
}

TEST_F(Rehearsal, LeavesTheNetworkAloneAndACredentialUnread) {
  config_.topics[0].baselines[0].file.clear();
  config_.topics[0].baselines[0].url = "http://nowhere.example/";
  config_.storage.checkpoint_key = "cred:checkpoint";
  EXPECT_EQ(Wrong(), "");
}

}  // namespace
}  // namespace claimwatch
