#include "demo/http_server.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include <fmt/core.h>
#include <microhttpd.h>
#include <netinet/in.h>

#include "core/clock.h"
#include "core/http_date.h"

namespace claimwatch {
namespace {

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return lower;
}

std::string WithoutPort(std::string_view authority) {
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.rfind(':');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    authority = authority.substr(0, colon);
  }
  return Lower(authority);
}

// One request under way.
struct Incoming {
  std::string target;
  bool announced =
      false;  // the first call comes before the body; to answer then costs the connection
};

// libmicrohttpd unescapes the URL before the handler sees it; this hook gets the target as sent.
void* KeepTarget(void* /*server*/, const char* target, MHD_Connection* /*connection*/) {
  return new Incoming{target};
}

void DropTarget(void* /*server*/, MHD_Connection* /*connection*/, void** state,
                MHD_RequestTerminationCode /*how*/) {
  delete static_cast<Incoming*>(*state);
  *state = nullptr;
}

MHD_Result CollectHeader(void* headers, MHD_ValueKind /*kind*/, const char* name,
                         const char* value) {
  static_cast<Headers*>(headers)->emplace_back(Lower(name), value == nullptr ? "" : value);
  return MHD_YES;
}

class MicroServer final : public HttpServer {
 public:
  explicit MicroServer(Answer answer) : answer_(std::move(answer)) {}

  ~MicroServer() override {
    if (daemon_ != nullptr) {
      MHD_stop_daemon(daemon_);
    }
  }

  Status Listen(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    daemon_ = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_ITC | MHD_USE_SUPPRESS_DATE_NO_CLOCK, port,
        nullptr, nullptr, &MicroServer::OnRequest, this, MHD_OPTION_SOCK_ADDR, &address,
        MHD_OPTION_URI_LOG_CALLBACK, &KeepTarget, nullptr, MHD_OPTION_NOTIFY_COMPLETED, &DropTarget,
        nullptr, MHD_OPTION_CONNECTION_TIMEOUT, 30U, MHD_OPTION_END);
    if (daemon_ == nullptr) {
      return Error(Errc::kIo,
                   fmt::format("127.0.0.1:{}: cannot listen: {}", port, std::strerror(errno)));
    }
    port_ = MHD_get_daemon_info(daemon_, MHD_DAEMON_INFO_BIND_PORT)->port;
    return Ok();
  }

  std::uint16_t port() const override { return port_; }

 private:
  // libmicrohttpd's handler signature has nine parameters.
  static MHD_Result OnRequest(void* self, MHD_Connection* connection, const char* /*url*/,
                              const char* method, const char* /*version*/, const char* /*body*/,
                              std::size_t* body_size, void** state) {
    Incoming& incoming = *static_cast<Incoming*>(*state);
    if (!std::exchange(incoming.announced, true) || *body_size != 0) {
      *body_size = 0;  // a body is read and ignored
      return MHD_YES;
    }
    HttpRequest request;
    request.method = method;
    MHD_get_connection_values(connection, MHD_HEADER_KIND, &CollectHeader, &request.headers);
    SplitTarget(incoming.target, request.Header("host"), request);
    return Send(connection, static_cast<MicroServer*>(self)->answer_(request));
  }

  static MHD_Result Send(MHD_Connection* connection, const HttpResponse& answer) {
    MHD_Response* response = MHD_create_response_from_buffer(
        answer.body.size(), const_cast<char*>(answer.body.data()), MHD_RESPMEM_MUST_COPY);
    for (const auto& [name, value] : answer.headers) {
      MHD_add_response_header(response, name.c_str(), value.c_str());
    }
    if (MHD_get_response_header(response, "Date") == nullptr) {
      MHD_add_response_header(response, "Date", FormatHttpDate(SystemClock().Now()).c_str());
    }
    const MHD_Result queued =
        MHD_queue_response(connection, static_cast<unsigned>(answer.status), response);
    MHD_destroy_response(response);
    return queued;
  }

  Answer answer_;
  MHD_Daemon* daemon_ = nullptr;
  std::uint16_t port_ = 0;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::Start(Answer answer, std::uint16_t port) {
  auto server = std::make_unique<MicroServer>(std::move(answer));
  CW_TRY(server->Listen(port));
  return std::unique_ptr<HttpServer>(std::move(server));
}

std::string HttpServer::Origin() const {
  return fmt::format("http://127.0.0.1:{}", port());
}

void SplitTarget(std::string_view target, std::string_view host_header, HttpRequest& request) {
  request.target = std::string(target);
  std::string_view rest = target;
  if (const std::size_t scheme = target.find("://");
      scheme != std::string_view::npos && target.front() != '/') {
    rest.remove_prefix(scheme + 3);
    const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
    request.host = WithoutPort(rest.substr(0, end));
    rest.remove_prefix(end);
  } else {
    request.host = WithoutPort(host_header);
  }
  const std::size_t mark = std::min(rest.find('?'), rest.size());
  request.path = mark == 0 ? "/" : std::string(rest.substr(0, mark));
  request.query = mark < rest.size() ? std::string(rest.substr(mark + 1)) : "";
}

}  // namespace claimwatch
