// Alerts as an Atom feed, so that any feed reader can follow them.
#include <deque>
#include <utility>

#include "core/markup.h"
#include "core/text.h"
#include "core/whole_file.h"
#include "plugins/alert/sinks.h"

namespace claimwatch {
namespace {

constexpr std::size_t kEntries = 100;
constexpr std::size_t kLargest = std::size_t{4} << 20;  // of our own file, when read back
constexpr std::string_view kOpen = "<entry>";
constexpr std::string_view kClose = "</entry>\n";

std::string IdOf(const Alert& alert) {
  return "<id>urn:claimwatch:" + alert.id + "</id>";
}

std::string EntryOf(const Alert& alert) {
  const auto text = [&alert](std::string_view path) {
    return EscapeMarkup(EscapeControls(alert.record.At(path).AsString()));
  };
  const std::string time = FormatTime(alert.time);
  std::string entry(kOpen);
  entry += IdOf(alert) + "<title>" + text("message") + "</title><updated>" + time +
           "</updated><published>" + time + "</published><link rel=\"alternate\" href=\"" +
           text("url.full") + "\"/><category term=\"" + std::string(FindingTypeName(alert.type)) +
           "\"/><category term=\"" + std::string(SeverityName(alert.severity)) + "\"/><summary>" +
           text("event.reason") + "\nHere: " + text("claimwatch.evidence.sentence.text") +
           "\nThere: " + text("claimwatch.evidence.baseline_sentence.text") + "</summary>";
  entry += kClose;
  return entry;
}

// Entries of the file we wrote before, newest first.
std::deque<std::string> ReadBack(const std::filesystem::path& path) {
  const std::string bytes = ReadFile(path);
  std::deque<std::string> entries;
  std::size_t at = bytes.size() > kLargest ? std::string::npos : bytes.find(kOpen);
  while (at != std::string::npos && entries.size() < kEntries) {
    const std::size_t end = bytes.find(kClose, at);
    if (end == std::string::npos) {
      break;
    }
    entries.push_back(bytes.substr(at, end + kClose.size() - at));
    at = bytes.find(kOpen, end);
  }
  return entries;
}

class AtomSink final : public AlertSink {
 public:
  explicit AtomSink(std::filesystem::path path) : path_(std::move(path)) {}

  // Read back at the first delivery: at a reload the sink before this one may still write.
  Status Deliver(const Alert& alert) override {
    if (!std::exchange(read_back_, true)) {
      std::error_code ignored;
      std::filesystem::create_directories(path_.parent_path(), ignored);
      entries_ = ReadBack(path_);
    }
    for (const std::string& entry : entries_) {
      if (entry.find(IdOf(alert)) != std::string::npos) {
        return Ok();
      }
    }
    std::deque<std::string> entries = entries_;
    entries.push_front(EntryOf(alert));
    entries.resize(std::min(entries.size(), kEntries));
    if (const Status written = ReplaceFile(path_, FeedOf(entries, alert.time), Readers::kAll);
        !written.ok()) {
      return written.error().At("alert feed");
    }
    entries_ = std::move(entries);
    return Ok();
  }

 private:
  static std::string FeedOf(const std::deque<std::string>& entries, Time updated) {
    std::string feed =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
        "<id>urn:claimwatch:alerts</id><title>claimwatch "
        "alerts</title><author><name>claimwatch</name></author>"
        "<updated>" +
        FormatTime(updated) + "</updated>\n";
    for (const std::string& entry : entries) {
      feed += entry;
    }
    return feed + "</feed>\n";
  }

  std::filesystem::path path_;
  bool read_back_ = false;
  std::deque<std::string> entries_;
};

}  // namespace

Result<std::unique_ptr<AlertSink>> MakeAtomSink(const SinkOptions& options) {
  if (options.path.empty()) {
    return Error(Errc::kConfig, "sink of kind atom: path is missing");
  }
  std::error_code ignored;
  if (std::filesystem::is_directory(options.path, ignored)) {
    return Error(Errc::kConfig,
                 "sink of kind atom: path is a folder: " + EscapeControls(options.path.string()));
  }
  return std::unique_ptr<AlertSink>(std::make_unique<AtomSink>(options.path));
}

}  // namespace claimwatch
