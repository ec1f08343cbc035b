// Alerts handed to a command of the user's: a new process per alert, the record on its standard
// input.
#include "plugins/alert/sinks.h"
#include "plugins/child/process.h"

namespace claimwatch {
namespace {

class ExecSink final : public AlertSink {
 public:
  explicit ExecSink(const SinkOptions& options)
      : command_(options.command),
        timeout_(options.timeout) {}

  // The id is in the environment too, so that a command need not read JSON to know one that it has
  // had before.
  Status Deliver(const Alert& alert) override {
    Result<Process> process = Process::StartErrand(command_, {"CLAIMWATCH_ALERT_ID=" + alert.id});
    if (!process.ok()) {
      return Error(process.error().code(), "exec " + process.error().message());
    }
    const Status finished = process->Finish(alert.record.Dump() + "\n", timeout_);
    return finished.ok() ? Ok() : Status(finished.error().At("exec " + command_.front()));
  }

 private:
  std::vector<std::string> command_;
  Duration timeout_;
};

}  // namespace

Result<std::unique_ptr<AlertSink>> MakeExecSink(const SinkOptions& options) {
  if (options.command.empty()) {
    return Error(Errc::kConfig, "sink of kind exec: command is missing");
  }
  return std::unique_ptr<AlertSink>(std::make_unique<ExecSink>(options));
}

}  // namespace claimwatch
