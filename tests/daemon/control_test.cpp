#include "daemon/control.h"

#include <thread>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;

// A socket with a thread that serves it, as the daemon's loop does.
class ControlSocketTest : public ::testing::Test {
 protected:
  ControlSocketTest() : control_(std::move(ControlSocket::Listen(path())).value()) {}

  ~ControlSocketTest() override { StopServing(); }

  void Serve() {
    server_ = std::jthread([this](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        pollfd one = {control_.descriptor(), POLLIN, 0};
        ::poll(&one, 1, 20);
        control_.Serve(now_,
                       [](const Json& request, Trust trust) { return Answer(request, trust); });
      }
    });
  }

  void StopServing() {
    server_.request_stop();
    if (server_.joinable()) {
      server_.join();
    }
  }

  static Result<Json> Answer(const Json& request, Trust trust) {
    if (request["verb"].AsString() == "fail") {
      return Error(Errc::kConfig, "a.toml:1:1: wrong\na.toml:2:1: wrong too");
    }
    return Json::Of({{"echo", request["verb"]}, {"owner", trust == Trust::kOwner}});
  }

  // A caller that says `bytes` and nothing else.
  Descriptor Call(std::string_view bytes) const {
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    path().string().copy(address.sun_path, sizeof address.sun_path - 1);
    EXPECT_EQ(::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(::send(socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
    return socket;
  }

  // All that comes until the other side hangs up.
  static std::string ReadToEnd(const Descriptor& socket) {
    std::string text;
    std::array<char, 4096> bytes = {};
    ssize_t got = 0;
    while ((got = ::recv(socket.get(), bytes.data(), bytes.size(), 0)) > 0) {
      text.append(bytes.data(), static_cast<std::size_t>(got));
    }
    return text;
  }

  void ServeOnce(Duration now) {
    control_.Serve(now, [](const Json& request, Trust trust) { return Answer(request, trust); });
  }

  std::filesystem::path path() const { return folder_.path() / "claimwatch.sock"; }

  TempFolder folder_;
  ControlSocket control_;
  Duration now_{};
  std::jthread server_;
};

TEST_F(ControlSocketTest, AnswersOneQuestion) {
  Serve();
  const Result<Json> answer =
      AskDaemon(path(), Json::Of({{"verb", "status"}}), std::chrono::seconds(10));
  ASSERT_TRUE(answer.ok()) << answer.error().message();
  EXPECT_EQ((*answer)["echo"].AsString(), "status");
}

// systemd hands over a socket that waits in accept(2); the loop that serves it must go on.
TEST_F(ControlSocketTest, AnAdoptedSocketNeverMakesItsLoopWait) {
  Descriptor listening(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  const std::string place = (folder_.path() / "systemd.sock").string();
  place.copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(listening.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(listening.get(), 4), 0);
  const int number = listening.get();
  const Result<ControlSocket> adopted = ControlSocket::Adopt(std::move(listening));
  ASSERT_TRUE(adopted.ok()) << adopted.error().message();
  EXPECT_NE(::fcntl(number, F_GETFL) & O_NONBLOCK, 0);
}

TEST_F(ControlSocketTest, TheDaemonsOwnUserIsAnOwner) {
  Serve();
  const Result<Json> answer =
      AskDaemon(path(), Json::Of({{"verb", "x"}}), std::chrono::seconds(10));
  ASSERT_TRUE(answer.ok());
  EXPECT_TRUE((*answer)["owner"].AsBool());
}

TEST_F(ControlSocketTest, AnErrorArrivesWithItsCodeAndAllItsLines) {
  Serve();
  const Result<Json> answer =
      AskDaemon(path(), Json::Of({{"verb", "fail"}}), std::chrono::seconds(10));
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code(), Errc::kConfig);
  EXPECT_THAT(answer.error().message(), HasSubstr("a.toml:2:1: wrong too"));
}

TEST_F(ControlSocketTest, SeveralQuestionsOfOneCallerAreAnsweredInOrder) {
  const Descriptor caller = Call("{\"verb\":\"a\"}\n{\"verb\":\"b\"}\n");
  ::shutdown(caller.get(), SHUT_WR);
  ServeOnce(Duration());
  ServeOnce(Duration());
  const std::string text = ReadToEnd(caller);
  EXPECT_LT(text.find("\"a\""), text.find("\"b\""));
  EXPECT_NE(text.find("\"b\""), std::string::npos);
}

TEST_F(ControlSocketTest, WhatIsNoRequestIsRefusedInWords) {
  const Descriptor caller = Call("reload please\n[1]\n");
  ::shutdown(caller.get(), SHUT_WR);
  ServeOnce(Duration());
  ServeOnce(Duration());
  EXPECT_THAT(ReadToEnd(caller), HasSubstr("one JSON object on a line"));
}

TEST_F(ControlSocketTest, ARequestWithoutEndIsHungUpOn) {
  const Descriptor caller = Call(std::string(100'000, 'x'));
  ServeOnce(Duration());
  ServeOnce(Duration());
  EXPECT_THAT(ReadToEnd(caller), HasSubstr("at most"));
}

TEST_F(ControlSocketTest, ACallerThatSaysNothingIsHungUpOnInTime) {
  const Descriptor caller = Call("{\"verb\"");
  ServeOnce(Duration());
  ServeOnce(std::chrono::seconds(9));
  EXPECT_EQ(::send(caller.get(), "x", 1, MSG_NOSIGNAL), 1) << "9 s are not too long";
  ServeOnce(std::chrono::seconds(9));
  ServeOnce(std::chrono::seconds(60));
  EXPECT_EQ(ReadToEnd(caller), "");
}

TEST_F(ControlSocketTest, CallersThatFloodItLeaveRoomForThoseAfterThem) {
  {
    std::vector<Descriptor> flood;
    for (int i = 0; i < 100; ++i) {
      flood.push_back(Call("{"));
    }
    ServeOnce(Duration());
  }
  ServeOnce(Duration());
  Serve();
  EXPECT_TRUE(AskDaemon(path(), Json::Of({{"verb", "a"}}), std::chrono::seconds(10)).ok());
}

TEST_F(ControlSocketTest, OnlyOwnerAndGroupMayConnect) {
  struct stat facts = {};
  ASSERT_EQ(::stat(path().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0660U);
}

TEST_F(ControlSocketTest, ASecondDaemonIsToldThatOneIsThere) {
  Serve();
  const Result<ControlSocket> second = ControlSocket::Listen(path());
  EXPECT_TRUE(ControlSocket::Listen(path().parent_path() / "run" / "own.sock").ok())
      << "makes its folder";
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code(), Errc::kBusy);
}

TEST(ControlSocket, WhatACrashLeftBehindIsReplaced) {
  const TempFolder folder;
  const std::filesystem::path path = folder.path() / "s";
  Descriptor dead(::socket(AF_UNIX, SOCK_STREAM, 0));
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  path.string().copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(dead.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  dead = Descriptor();
  EXPECT_TRUE(ControlSocket::Listen(path).ok());
}

TEST(ControlSocket, ItsFileGoesWithIt) {
  const TempFolder folder;
  { ASSERT_TRUE(ControlSocket::Listen(folder.path() / "s").ok()); }
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "s"));
}

TEST(ControlSocket, APathThatFitsNoSocketIsSaidSo) {
  const Result<ControlSocket> made = ControlSocket::Listen("/tmp/" + std::string(200, 'x'));
  ASSERT_FALSE(made.ok());
  EXPECT_THAT(made.error().message(), HasSubstr("daemon.run_dir"));
}

TEST(ControlSocket, NobodyThereIsNoAnswer) {
  const TempFolder folder;
  const Result<Json> answer =
      AskDaemon(folder.path() / "s", Json::MakeObject(), std::chrono::seconds(1));
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code(), Errc::kNetwork);
  EXPECT_THAT(answer.error().message(), HasSubstr("is the daemon running?"));
}

}  // namespace
}  // namespace claimwatch::testing
