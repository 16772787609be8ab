// SPDX-License-Identifier: Apache-2.0
#include <csignal>

#include "platforms/linux/system_clock.h"
#include "sync/wire/headers.h"
#include "tests/platforms/hub/hub_for_test.h"
#include "tests/support/mllp_sender.h"
#include "tests/sync/census/hl7/adt_messages.h"

using namespace wardlight;
using namespace wardlight::hub_program;
using census::AdtText;

namespace {

// A hub that takes ADT messages, and a tablet that reads its census.
class AdmittingHub {
 public:
  explicit AdmittingHub(const HubFolderForTest& folder)
      : m_hub(kHub, {"serve", "--data", folder.data(), "--listen", "127.0.0.1:0", "--mllp", "127.0.0.1:0"}) {
    const auto ready = read_ready(m_hub);
    base = base_of(ready);
    REQUIRE(ready["mllp"].is_number());
    mllp = static_cast<std::uint16_t>(std::stoi(std::string(ready["mllp"].text())));
  }
  int stop(int signal) { return m_hub.stop(signal); }

  std::string base;
  std::uint16_t mllp = 0;

 private:
  support::RunningProgram m_hub;
};

class Reader {
 public:
  Reader(const HubFolderForTest& folder, const std::string& base) {
    auto enrolled = enrol(base, std::string(folder.answer({"enrol-code", "--device", "Tablet 1"}).text_of("code")));
    m_client = must(transport::make_http_client(
        {base, enrolled.answer.authorities, transport::DeviceIdentity{enrolled.answer.certificate, std::move(enrolled.key)}},
        m_clock));
  }
  json::Value read(const std::string& target) {
    const auto response = must(m_client->send({"GET", "/fhir/" + target, {}, {}}, kPatience));
    CHECK(response.status == 200);
    return must(json::parse(must(wire::read_answer(response.headers, response.body)).body));
  }

 private:
  platform::SystemClock m_clock;
  std::unique_ptr<transport::HttpClient> m_client;
};

std::string code_in(const std::string& acknowledgement) {
  const auto at = acknowledgement.find("\rMSA|");
  return at == std::string::npos ? acknowledgement : acknowledgement.substr(at + 5, 2);
}

}  // namespace

TEST_CASE("An admission over MLLP is acknowledged AA and stands in the census that tablets read, also after the hub was killed") {
  const HubFolderForTest folder;
  folder.init();
  {
    AdmittingHub hub(folder);
    support::MllpSender engine(hub.mllp);
    CHECK(code_in(engine.ask(AdtText{}.text())) == "AA");
    CHECK(code_in(engine.ask(AdtText{}.text())) == "AA");  // sent again, as engines do
    hub.stop(SIGKILL);
  }
  AdmittingHub hub(folder);
  Reader tablet(folder, hub.base);
  const auto patients = tablet.read("Patient");
  REQUIRE(patients["entry"].items().size() == 1);
  CHECK(patients["entry"][0]["resource"]["name"][0].text_of("family") == "Ward");
  const auto stays = tablet.read("Encounter");
  REQUIRE(stays["entry"].items().size() == 1);
  CHECK(stays["entry"][0]["resource"].text_of("status") == "in-progress");

  support::MllpSender engine(hub.mllp);
  CHECK(code_in(engine.ask(AdtText{.trigger = "A03", .control_id = "2", .recorded = "20250611100000"}.text())) == "AA");
  CHECK(tablet.read("Encounter")["entry"][0]["resource"].text_of("status") == "finished");
  CHECK(hub.stop(SIGTERM) == 0);
}

TEST_CASE("What is no admission message is refused with AR over the same line, and changes nothing") {
  const HubFolderForTest folder;
  folder.init();
  AdmittingHub hub(folder);
  support::MllpSender engine(hub.mllp);
  const std::string laboratory =
      "MSH|^~\\&|LAB|GHH|WARDLIGHT|HUB|20250610080000||ORU^R01|7|P|2.5\rPID|1||100^^^GHH^MR||Ward^Ana\r";
  CHECK(code_in(engine.ask(laboratory)) == "AR");
  CHECK(code_in(engine.ask(AdtText{.control_id = "8", .patient = ""}.text())) == "AE");
  CHECK(code_in(engine.ask(AdtText{.control_id = "9"}.text())) == "AA");
  Reader tablet(folder, hub.base);
  CHECK(tablet.read("Patient")["entry"].items().size() == 1);
}
