#!/usr/bin/env python3
"""A link between two network namespaces: delay, loss, rate and queue for every packet, and lines that drop.

Both ends keep the kernel's own TCP; only what lies between them is made here. This is Python because a TUN device needs
ioctl and setns, which Node cannot call, and because many kernels come without netem. Needs root; run by links.ts.

    link.py CLIENT_NAMESPACE SERVER_NAMESPACE '{"rttMs": 600, "loss": 0.01, "upMbit": 2, "downMbit": 8, "seed": 1,
      "flap": {"everyS": 20, "forS": 2, "kind": "rst"}}'

Writes "ready" when packets pass. Ends on SIGTERM; the devices go with it.
"""
import ctypes
import fcntl
import heapq
import json
import os
import random
import select
import signal
import struct
import subprocess
import sys
import time

CLIENT, SERVER = "10.77.0.1", "10.77.0.2"
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
TCP, SYN, RST, ACK = 6, 0x02, 0x04, 0x10
# what a slow modem holds before it drops: a second of its rate, and never less than a window
QUEUE_SECONDS, LEAST_QUEUE = 1.0, 64 * 1024


def open_tun(namespace, own, peer):
    """A TUN device of its own inside the namespace; answers its file, usable from here."""
    libc = ctypes.CDLL(None, use_errno=True)
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    there = os.open(f"/var/run/netns/{namespace}", os.O_RDONLY)
    if libc.setns(there, 0) != 0:
        raise OSError(ctypes.get_errno(), f"cannot enter {namespace}")
    try:
        tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH", b"tun0", IFF_TUN | IFF_NO_PI))
        for words in (f"addr add {own} peer {peer} dev tun0", "link set tun0 mtu 1500 up", "link set lo up"):
            subprocess.run(["ip", *words.split()], check=True)
    finally:
        libc.setns(home, 0)
        os.close(there)
        os.close(home)
    return tun


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


def reset_for(packet, header):
    """The RST that a dialled-in-again line sends back to the owner of an old connection."""
    source, target, sequence, acknowledged = struct.unpack_from("!HHII", packet, header)
    tcp = struct.pack("!HHIIBBHHH", target, source, acknowledged, sequence, 5 << 4, RST | ACK, 0, 0, 0)
    addresses = packet[16:20] + packet[12:16]
    sum_tcp = checksum(addresses + struct.pack("!BBH", 0, TCP, len(tcp)) + tcp)
    tcp = tcp[:16] + struct.pack("!H", sum_tcp) + tcp[18:]
    ip = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(tcp), 0, 0x4000, 64, TCP, 0) + addresses
    return ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:] + tcp


class Way:
    """One direction: a queue in front of a line of some rate."""

    def __init__(self, reads, writes, mbit):
        self.reads, self.writes, self.rate = reads, writes, mbit * 1e6 / 8
        self.busy_until = 0.0
        self.queue = max(LEAST_QUEUE, self.rate * QUEUE_SECONDS)

    def leaves_at(self, size, now):
        """When the last bit of a packet has left; None where the queue is full."""
        begins = max(now, self.busy_until)
        if (begins - now) * self.rate > self.queue:
            return None
        self.busy_until = begins + size / self.rate
        return self.busy_until


class Flap:
    """The line is gone for some seconds in every period, and forgets the connections that it carried."""

    def __init__(self, choice, now):
        self.period, self.gone_for, self.resets = choice["everyS"], choice["forS"], choice["kind"] == "rst"
        self.until, self.is_gone = now + self.period - self.gone_for, False
        self.carried, self.forgotten = set(), set()

    def turned(self, now):
        """True at the moment at which the line goes."""
        if now < self.until:
            return False
        self.is_gone = not self.is_gone
        self.until = now + (self.gone_for if self.is_gone else self.period - self.gone_for)
        if self.is_gone:
            self.forgotten |= self.carried
            self.carried.clear()
        return self.is_gone

    def stops(self, packet, is_up):
        """'pass', 'drop' or 'reset' for a packet of a client (`is_up`) or of the server."""
        if self.is_gone:
            return "drop"
        if packet[9] != TCP:
            return "pass"
        header = (packet[0] & 15) * 4
        ports, flags = struct.unpack_from("!HH", packet, header), packet[header + 13]
        connection = ports[0] if is_up else ports[1]
        if connection in self.forgotten:
            if not (is_up and flags & (SYN | ACK) == SYN):
                return "reset" if self.resets and not flags & RST else "drop"
            self.forgotten.discard(connection)
        self.carried.add(connection)
        return "pass"


def run(client, server, choice):
    near, far = open_tun(client, CLIENT, SERVER), open_tun(server, SERVER, CLIENT)
    ways = {near: Way(near, far, choice["upMbit"]), far: Way(far, near, choice["downMbit"])}
    chance, loss, delay = random.Random(choice["seed"]), choice["loss"], choice["rttMs"] / 2000
    flap = Flap(choice["flap"], time.monotonic()) if choice.get("flap") else None
    under_way, number, going = [], 0, True

    def stop(*_):
        nonlocal going
        going = False

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    print("ready", flush=True)
    while going:
        now = time.monotonic()
        if flap and flap.turned(now):
            under_way.clear()
        while under_way and under_way[0][0] <= now:
            _, _, out, packet = heapq.heappop(under_way)
            try:
                os.write(out, packet)
            except OSError:
                pass  # the far queue is full: lost, as on a line
        wait = min(0.05, max(0.0, under_way[0][0] - time.monotonic())) if under_way else 0.05
        for tun in select.select([near, far], [], [], wait)[0]:
            for _ in range(32):
                try:
                    packet = os.read(tun, 2048)
                except BlockingIOError:
                    break
                if packet[0] >> 4 != 4:
                    continue
                verdict = flap.stops(packet, tun == near) if flap else "pass"
                if verdict == "reset":
                    os.write(tun, reset_for(packet, (packet[0] & 15) * 4))
                if verdict != "pass" or chance.random() < loss:
                    continue
                leaves = ways[tun].leaves_at(len(packet), time.monotonic())
                if leaves is not None:
                    number += 1
                    heapq.heappush(under_way, (leaves + delay, number, ways[tun].writes, packet))


run(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]))
