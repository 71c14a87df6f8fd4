#!/usr/bin/env python3
"""Steps of a ResNet for 32x32 images in PyTorch, for `wb bench --against`.

Reads requests from standard input, one a line: `train 20` or `infer 20`. Answers each with so many lines, the images/s of
one step on each, and ends with its input. Networks, batch, optimizer and loss are those of `wb bench`: cross-entropy,
heavy-ball momentum 0.9, weight decay on every parameter, one batch of random images that stays the same, float32.

    wb bench --network resnet32 --against "python3 wb-app/benchmarks/pytorch_resnet.py --layout channels-last"

Network, classes, batch and threads are by default those of the `wb bench` that started it (WB_BENCH_NETWORK and so on).
PyTorch is python3-torch on Debian, or `pip install torch`. Alone: echo "train 5" | python3 pytorch_resnet.py
"""
import argparse
import os
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

NETWORKS = {  # blocks of each stage, channels of the first, whether shortcuts widen by a convolution
    "resnet8": ((1, 1, 1), 16, False),
    "resnet14": ((2, 2, 2), 16, False),
    "resnet20": ((3, 3, 3), 16, False),
    "resnet32": ((5, 5, 5), 16, False),
    "resnet44": ((7, 7, 7), 16, False),
    "resnet56": ((9, 9, 9), 16, False),
    "resnet110": ((18, 18, 18), 16, False),
    "resnet18": ((2, 2, 2, 2), 64, True),
    "resnet34": ((3, 4, 6, 3), 64, True),
}


def convolution(ins, outs, kernel, stride):
    return nn.Conv2d(ins, outs, kernel, stride, (kernel - 1) // 2, bias=False)


class Block(nn.Module):
    def __init__(self, ins, outs, projected):
        super().__init__()
        stride = 1 if ins == outs else 2
        self.conv1, self.norm1 = convolution(ins, outs, 3, stride), nn.BatchNorm2d(outs)
        self.conv2, self.norm2 = convolution(outs, outs, 3, 1), nn.BatchNorm2d(outs)
        self.added = (outs - ins) // 2
        self.projection = None
        if projected and ins != outs:
            self.projection = nn.Sequential(convolution(ins, outs, 1, stride), nn.BatchNorm2d(outs))

    def forward(self, x):
        y = F.relu(self.norm1(self.conv1(x)), inplace=True)
        y = self.norm2(self.conv2(y))
        if self.projection is not None:
            x = self.projection(x)
        elif self.added:
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.added, self.added))
        return F.relu(y + x, inplace=True)


class ResNet(nn.Module):
    def __init__(self, blocks, width, projected, classes):
        super().__init__()
        layers = [convolution(3, width, 3, 1), nn.BatchNorm2d(width), nn.ReLU(inplace=True)]
        ins = width
        for stage, count in enumerate(blocks):
            for _ in range(count):
                outs = width << stage
                layers.append(Block(ins, outs, projected))
                ins = outs
        self.trunk = nn.Sequential(*layers)
        self.classifier = nn.Linear(ins, classes)

    def forward(self, x):
        return self.classifier(self.trunk(x).mean((2, 3)))


class Steps:
    def __init__(self, arguments):
        torch.manual_seed(0)
        network = ResNet(*NETWORKS[arguments.network], arguments.classes)
        images = torch.randn(arguments.batch, 3, 32, 32)
        if arguments.layout == "channels-last":
            network = network.to(memory_format=torch.channels_last)
            images = images.to(memory_format=torch.channels_last)
        self.network, self.images = network, images
        self.labels = torch.arange(arguments.batch) % arguments.classes
        self.optimizer = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9, weight_decay=5e-4)

    def of(self, task):
        self.network.train(task == "train")
        return {"train": self.train, "infer": self.infer}[task]

    def train(self):
        self.optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(self.network(self.images), self.labels)
        loss.backward()
        self.optimizer.step()
        loss.item()

    def infer(self):
        with torch.inference_mode():
            self.network(self.images).softmax(1)[0, 0].item()


def at_least_one(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is less than 1")
    return number


def parsed():
    def ours(name, otherwise):
        return os.environ.get("WB_BENCH_" + name, otherwise)

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", choices=NETWORKS, default=ours("NETWORK", "resnet20"),
                        help="default: wb's, else resnet20")
    parser.add_argument("--classes", type=at_least_one, default=ours("CLASSES", "100"), metavar="N",
                        help="default: wb's, else 100")
    parser.add_argument("--batch", type=at_least_one, default=ours("BATCH", "64"), metavar="N",
                        help="images of a step; default: wb's, else 64")
    parser.add_argument("--threads", type=at_least_one, default=ours("THREADS", None), metavar="N",
                        help="default: wb's, else PyTorch's choice")
    parser.add_argument("--layout", choices=("nchw", "channels-last"), default="nchw",
                        help="how images and weights lie in memory; default: nchw")
    return parser.parse_args()


def answer(request, steps, batch):
    words = request.split()
    if len(words) != 2 or words[0] not in ("train", "infer") or not words[1].isdecimal():
        sys.exit(f"the request is '{request.strip()}', but must be train or infer and a number")
    step = steps.of(words[0])
    for _ in range(int(words[1])):
        start = time.perf_counter()
        step()
        print(f"{batch / (time.perf_counter() - start):.4f}", flush=True)


def main():
    arguments = parsed()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads, {arguments.network}, "
          f"batches of {arguments.batch}, {arguments.layout}", file=sys.stderr, flush=True)
    steps = Steps(arguments)
    for request in sys.stdin:
        answer(request, steps, arguments.batch)


if __name__ == "__main__":
    main()
