"""All ten calls on WeCom's contact ways and group-join ways, with the standard library alone.

Start `menling sandbox`, then: python3 ways.py
"""

import json
import os
import sys
import urllib.parse
import urllib.request

# The real platform is https://qyapi.weixin.qq.com, with the corpid and the secret of your own app.
BASE = os.environ.get("MENLING_SANDBOX", "http://127.0.0.1:9180")
CORPID = "ww1a2b3c4d5e6f7081"
SECRET = os.environ.get("MENLING_SECRET", "sandbox-contact-secret")


class Refused(Exception):
    """The platform said no."""


class WeCom:
    """One app of one company. Keep it: its token serves all calls for two hours."""

    def __init__(self, corpid, secret):
        query = urllib.parse.urlencode({"corpid": corpid, "corpsecret": secret})
        answer = checked("gettoken", fetch(f"/cgi-bin/gettoken?{query}"))
        self.token, self.expires_in = answer["access_token"], answer["expires_in"]

    def call(self, path, **fields):
        query = urllib.parse.urlencode({"access_token": self.token})
        return checked(path.rpartition("/")[2], fetch(f"/cgi-bin/externalcontact/{path}?{query}", fields))


def fetch(path, fields=None):
    """GET, or POST of fields as JSON; gives the JSON of the answer."""
    body = None if fields is None else json.dumps(fields).encode()
    request = urllib.request.Request(BASE + path, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


def checked(name, answer):
    """A refusal comes with HTTP status 200 too: only errcode tells. Never compare errmsg, it changes."""
    if answer.get("errcode", 0) != 0:
        raise Refused(f"{name}: errcode {answer['errcode']}: {answer['errmsg']}")
    return answer


def tell(name, outcome):
    print(f"{name:20}{outcome}")


def main():
    wecom = WeCom(CORPID, SECRET)
    tell("gettoken", f"a token for {wecom.expires_in} seconds")
    config_id = contact_way(wecom)
    temporary_chat(wecom)
    join_way(wecom)
    wecom.call("del_contact_way", config_id=config_id)
    tell("del_contact_way", "its QR code leads nowhere now")


def contact_way(wecom):
    added = wecom.call(
        "add_contact_way",
        type=2,  # several members
        scene=2,  # a QR code; scene 1, a button in a mini program, has none
        user=["zhangsan", "lisi"],
        remark="3号店海报",  # at most 30 characters, as state
        state="poster_store3",  # comes back in the event of every customer who scans
    )
    config_id = added["config_id"]  # keep it: nothing else leads back to the way
    tell("add_contact_way", f"{config_id}, QR code {added['qr_code']}")

    way = wecom.call("get_contact_way", config_id=config_id)["contact_way"]
    tell("get_contact_way", f"「{way['remark']}」 leads to {', '.join(way['user'])}")

    # Without start_time and end_time only the last 90 days are listed, and temporary ways never are.
    listed, cursor = [], ""
    while True:
        page = wecom.call("list_contact_way", limit=1000, cursor=cursor)
        listed += [item["config_id"] for item in page["contact_way"]]
        cursor = page.get("next_cursor")
        if not cursor:
            break
    tell("list_contact_way", f"{len(listed)} of the last 90 days, ours among them: {config_id in listed}")

    # Send every field that can be changed: what is left out may be emptied.
    fields = {name: way[name] for name in ("config_id", "remark", "skip_verify", "state", "user", "party")}
    wecom.call("update_contact_way", **{**fields, "user": ["lisi", "wangwu"]})
    tell("update_contact_way", "zhangsan has left, wangwu answers too")
    return config_id


def temporary_chat(wecom):
    """For companies of the medical industry: the QR code serves one customer, once."""
    added = wecom.call(
        "add_contact_way",
        type=1,  # one member, as a temporary way must have
        scene=2,
        user=["zhangyisheng"],
        is_temp=True,
        expires_in=86400,  # seconds that the code lives, at most 14 days
        chat_expires_in=86400,  # seconds that the chat lives
        conclusions={"text": {"content": "本次问诊已结束，祝您健康。"}},  # said at its end
    )
    tell("add_contact_way", f"{added['config_id']}, for a temporary chat")

    # What a customer's phone does in reality, the sandbox's control API does here.
    scanned = fetch("/sandbox/v1/scan", {"customer": "c01", "config_id": added["config_id"]})
    tell("(scan)", f"customer c01 and {scanned['userid']}: {scanned['result']}")
    customers = {customer["id"]: customer for customer in fetch("/sandbox/v1/customers")}

    external_userid = customers["c01"]["external_userid"]
    wecom.call("close_temp_chat", userid="zhangyisheng", external_userid=external_userid)
    tell("close_temp_chat", f"the chat with {external_userid} is over")


def join_way(wecom):
    fields = {
        "scene": 2,
        "remark": "春季活动",
        "auto_create_room": 1,  # a new group is made when the others are full
        "room_base_name": "销售群",
        "room_base_id": 10,  # it is called 销售群10, the next one 销售群11
        "chat_id_list": ["wrSandboxGroup00000000000000001"],  # at most 5
        "state": "spring",  # comes back in groupchat/get, at the member who joined
    }
    # Nothing lists join ways: without its config_id one is lost.
    config_id = wecom.call("groupchat/add_join_way", **fields)["config_id"]
    tell("add_join_way", config_id)

    # The QR code comes from get_join_way, not from add_join_way.
    way = wecom.call("groupchat/get_join_way", config_id=config_id)["join_way"]
    tell("get_join_way", f"「{way['remark']}」, QR code {way['qr_code']}")

    fields["chat_id_list"].append("wrSandboxGroup00000000000000002")
    wecom.call("groupchat/update_join_way", config_id=config_id, **fields)
    tell("update_join_way", "leads to two groups now")

    wecom.call("groupchat/del_join_way", config_id=config_id)
    tell("del_join_way", "its QR code leads nowhere now")


if __name__ == "__main__":
    try:
        main()
    except Refused as refused:
        sys.exit(str(refused))
    except (OSError, ValueError) as error:  # no connection, an HTTP status that is not 200, or not JSON
        sys.exit(f"no good answer from {BASE}: {error}. Is menling sandbox running there?")
