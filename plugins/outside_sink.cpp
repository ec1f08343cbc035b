#include "plugins/outside.h"

namespace claimwatch {
namespace {

class PluginSink final : public AlertSink {
 public:
  explicit PluginSink(std::shared_ptr<Plugin> plugin) : plugin_(std::move(plugin)) {}

  Status Deliver(const Alert& alert) override { return plugin_->Deliver(alert); }

 private:
  std::shared_ptr<Plugin> plugin_;
};

}  // namespace

std::unique_ptr<AlertSink> MakePluginSink(std::shared_ptr<Plugin> plugin) {
  return std::make_unique<PluginSink>(std::move(plugin));
}

}  // namespace claimwatch
