// journald away for an hour: what comes meanwhile is owed and delivered when it is back.
//
// The journal's socket has a fixed place, so the test has a /run of its own, in a mount namespace
// of a process of its own. Where the machine does not grant that, it is skipped.
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <gmock/gmock.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "daemon/courier.h"
#include "plugins/builtin.h"
#include "tests/daemon/proposal_samples.h"

namespace claimwatch::testing {
namespace {

constexpr int kNotGranted = 77;  // as automake's tests say "skipped"
constexpr const char* kSocket = "/run/systemd/journal/socket";

bool HasRunOfItsOwn() {
  const bool alone = ::unshare(CLONE_NEWNS) == 0;
  return alone && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("tmpfs", "/run", "tmpfs", 0, nullptr) == 0 &&
         std::filesystem::create_directories("/run/systemd/journal");
}

// A journald that only counts.
class FakeJournal {
 public:
  FakeJournal() : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::snprintf(address.sun_path, sizeof address.sun_path, "%s", kSocket);
    CW_CHECK(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  }

  FakeJournal(const FakeJournal&) = delete;
  FakeJournal& operator=(const FakeJournal&) = delete;

  ~FakeJournal() {
    ::close(socket_);
    ::unlink(kSocket);
  }

  // The sequences that came since the last call.
  std::vector<std::uint64_t> Take() const {
    constexpr std::string_view kField = "CLAIMWATCH_SEQUENCE=";
    std::vector<std::uint64_t> sequences;
    std::string entry(65536, '\0');
    for (ssize_t got = ::recv(socket_, entry.data(), entry.size(), 0); got > 0;
         got = ::recv(socket_, entry.data(), entry.size(), 0)) {
      const std::string text = entry.substr(0, static_cast<std::size_t>(got));
      const std::size_t at = text.find(kField);
      sequences.push_back(std::strtoull(text.c_str() + at + kField.size(), nullptr, 10));
    }
    return sequences;
  }

 private:
  int socket_;
};

class Newsroom {
 public:
  Newsroom() {
    SinkOptions options;
    options.kind = "journald";
    std::vector<SinkSlot> slots(1);
    slots[0].name = "journald";
    slots[0].sink = std::move(MakeSink(options)).value();
    courier_ = std::make_unique<Courier>(*store_, clock_, std::move(slots));
  }

  void Raise(int count) {
    std::vector<Proposal> proposals;
    for (int i = 0; i < count; ++i) {
      proposals.push_back(NumberedProposal(++raised_));
    }
    CW_CHECK(store_->Raise(std::move(proposals), clock_.Now()).ok());
    courier_->RunOnce();
  }

  void Pass(Duration time) {
    clock_.Advance(time);
    courier_->RunOnce();
  }

 private:
  ManualClock clock_{Noon()};
  std::unique_ptr<Store> store_ = std::move(Store::OpenInMemory()).value();
  std::unique_ptr<Courier> courier_;
  int raised_ = 0;
};

using Sequences = std::vector<std::uint64_t>;

// Ends the process: 0 when all is as it should be.
void LiveThroughAnOutage() {
  if (!HasRunOfItsOwn()) {
    std::_Exit(kNotGranted);
  }
  Newsroom room;
  {
    const FakeJournal journal;
    room.Raise(2);
    CW_CHECK(journal.Take() == (Sequences{1, 2}));
  }
  room.Raise(3);
  for (int i = 0; i < 60; ++i) {
    room.Pass(std::chrono::minutes(1));
  }
  const FakeJournal back;
  room.Pass(std::chrono::minutes(40));
  room.Raise(1);
  CW_CHECK(back.Take() == (Sequences{3, 4, 5, 6}));
  std::_Exit(0);
}

TEST(JournalOutage, WhatCameMeanwhileIsDeliveredOnceWhenItIsBack) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  bool granted = true;
  EXPECT_EXIT(
      LiveThroughAnOutage(),
      [&granted](int status) {
        granted = WEXITSTATUS(status) != kNotGranted;
        return WIFEXITED(status) && (WEXITSTATUS(status) == 0 || !granted);
      },
      "");
  if (!granted) {
    GTEST_SKIP() << "no mount namespace is granted here";
  }
}

}  // namespace
}  // namespace claimwatch::testing
