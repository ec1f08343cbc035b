#include "tests/system/service.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/schema.h"

extern char** environ;  // NOLINT

namespace claimwatch::testing {
namespace {

// Waits until `fd` is readable or the time is over.
bool Readable(int fd, std::chrono::milliseconds most) {
  pollfd one = {fd, POLLIN, 0};
  return ::poll(&one, 1, static_cast<int>(most.count())) > 0;
}

std::vector<Json> JsonLines(const std::filesystem::path& path) {
  std::vector<Json> records;
  const std::string text = ReadFile(path);
  for (const std::string_view line : Split(text, '\n')) {
    if (!line.empty()) {
      Result<Json> record = Json::Parse(line);
      EXPECT_TRUE(record.ok()) << path << ": " << line;
      records.push_back(record.ok() ? std::move(record).value() : Json());
    }
  }
  return records;
}

}  // namespace

Service::Service() = default;

Service::~Service() {
  if (child_ > 0 && !Ended()) {
    ::kill(child_, SIGKILL);
    static_cast<void>(Wait());
  }
}

void Service::Configure(const std::vector<std::string>& hosts, const std::string& more) {
  std::ofstream file(config_file());
  file << "[daemon]\nstate_dir = \"" << state_dir().string() << "\"\nrun_dir = \""
       << folder.string()
       << "\"\nlog_target = \"stderr\"\n\n[fetch]\nallow_private_net = true\nallow_ports = "
          "[]\nproxy = \""
       << site.Origin()
       << "\"\n\n[politeness]\nper_host_rate = \"100000/s\"\nper_host_parallel = 4\nrespect_robots "
          "= false\n\n"
       << "[storage]\ndisk_free_min = \"1MiB\"\n\n[alerts]\nfile = \"" << alert_log().string()
       << "\"\n\n[[topic]]\nid = \"summit\"\n\n[[topic.baseline]]\nid = \"xinhua-20250619\"\nfile "
          "= \""
       << CW_SOURCE_DIR << "/config/baselines/xinhua-20250619.txt\"\n\n";
  for (const std::string& host : hosts) {
    file << "[[source]]\nid = \"" << host.substr(0, host.find('.')) << "\"\nurl = \"http://" << host
         << "/feed.xml\"\n\n";
  }
  file << more;
}

void Service::UseProxy(const std::string& origin) const {
  std::string text = ReadFile(config_file());
  const std::size_t at = text.find(site.Origin());
  ASSERT_NE(at, std::string::npos);
  std::ofstream(config_file()) << text.replace(at, site.Origin().size(), origin);
}

void Service::Start(const std::vector<std::string>& options) {
  std::vector<std::string> words = {"--config", config_file().string()};
  words.insert(words.end(), options.begin(), options.end());
  Spawn(std::move(words));
}

void Service::Spawn(std::vector<std::string> words) {
  words.insert(words.begin(), CW_BINARY_DIR "/claimwatchd");
  std::vector<char*> arguments;
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, (folder / "output").c_str(),
                                     O_WRONLY | O_CREAT | O_APPEND, 0644);
  ::posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  status_.reset();
  ASSERT_EQ(::posix_spawn(&child_, arguments[0], &actions, nullptr, arguments.data(), environ), 0)
      << "no " << words[0];
  ::posix_spawn_file_actions_destroy(&actions);
}

void Service::Signal(int signal) const {
  ::kill(child_, signal);
}

bool Service::Ended() {
  int raw = 0;
  if (!status_ && ::waitpid(child_, &raw, WNOHANG) == child_) {
    status_ = WIFEXITED(raw) ? WEXITSTATUS(raw) : -WTERMSIG(raw);
  }
  return status_.has_value();
}

std::optional<int> Service::Wait(std::chrono::milliseconds most) {
  const int watched = static_cast<int>(::syscall(SYS_pidfd_open, child_, 0));
  if (watched >= 0) {
    Readable(watched, most);
    ::close(watched);
  }
  return Ended() ? status_ : std::nullopt;
}

std::optional<int> Service::Run(const std::vector<std::string>& options) {
  Start(options);
  return Wait(std::chrono::seconds(60));
}

std::optional<int> Service::RunAs(const std::vector<std::string>& options) {
  Spawn(options);
  return Wait(std::chrono::seconds(60));
}

bool Service::Says(const std::string& words, std::chrono::milliseconds most) {
  const auto deadline = std::chrono::steady_clock::now() + most;
  while (Log().find(words) == std::string::npos) {
    if (Ended() || std::chrono::steady_clock::now() > deadline) {
      return Log().find(words) != std::string::npos;
    }
    Readable(-1, std::chrono::milliseconds(10));
  }
  return true;
}

std::vector<Json> Service::Alerts() const {
  std::vector<Json> records = JsonLines(alert_log());
  for (const Json& record : records) {
    EXPECT_EQ(AlertComplaints(record), "");
  }
  return records;
}

std::vector<Json> Service::Events() const {
  return JsonLines(alert_log().parent_path() / "events.jsonl");
}

}  // namespace claimwatch::testing
