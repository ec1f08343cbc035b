#include "core/site_rule.h"

namespace claimwatch {
namespace {

bool LiesUnder(std::string_view host, std::string_view domain) {
  return host == domain || (host.size() > domain.size() && host.ends_with(domain) &&
                            host[host.size() - domain.size() - 1] == '.');
}

}  // namespace

const SiteRule* RuleFor(const std::vector<SiteRule>& rules, std::string_view host) {
  const SiteRule* best = nullptr;
  for (const SiteRule& rule : rules) {
    const bool nearer = best == nullptr || rule.host.size() > best->host.size();
    if (!rule.host.empty() && nearer && LiesUnder(host, rule.host)) {
      best = &rule;
    }
  }
  return best;
}

}  // namespace claimwatch
